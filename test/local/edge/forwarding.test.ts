import assert from "node:assert/strict";
import { Forwarding } from "../../../local/edge/cloudfront/deployed";
import { originRequest } from "../../../local/edge/cloudfront/forwarding";

const origin = { originId: "o", domainName: "origin.example.com", originPath: "/prod" };
const nothing: Forwarding = {
  legacy: false,
  headers: [{ kind: "none" }],
  cookies: [{ kind: "none" }],
  queryStrings: [{ kind: "none" }],
  cachesOptions: false,
  encodings: [],
};
const viewerHeaders = {
  host: "www.example.com",
  "user-agent": "curl/8",
  accept: "*/*",
  "accept-encoding": "gzip, br",
  authorization: "Bearer t",
  cookie: "a=1; b=2",
  referer: "https://r",
  "x-custom": "1",
  connection: "keep-alive",
};

function forwarded(forwarding: Partial<Forwarding>, method = "GET", url = "/p?x=1&y=2") {
  const viewer = { method, url, headers: viewerHeaders, address: "192.0.2.1" };
  const { path, headers } = originRequest(viewer, { ...nothing, ...forwarding }, origin, "E1");
  const { "x-amz-cf-id": id, ...rest } = headers;
  assert.ok(id !== undefined);
  return { path, headers: rest };
}

// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/RequestAndResponseBehaviorCustomOrigin.html
describe("what the edge sends to an origin", () => {
  const always = {
    host: "origin.example.com",
    "user-agent": "Amazon CloudFront",
    "x-forwarded-for": "192.0.2.1",
    via: "1.1 E1.cloudfront.net (CloudFront)",
  };

  it("with nothing selected is its own Host, User-Agent and trace headers, below the origin path", () => {
    assert.deepEqual(forwarded({}), { path: "/prod/p", headers: always });
  });

  it("with legacy settings is also what CloudFront does not know", () => {
    assert.deepEqual(forwarded({ legacy: true }).headers, { ...always, "x-custom": "1" });
  });

  it("keeps Authorization but on GET, HEAD, and OPTIONS where that is cached", () => {
    for (const method of ["POST", "PUT", "PATCH", "DELETE", "OPTIONS"]) {
      assert.equal(forwarded({}, method).headers.authorization, "Bearer t", method);
    }
    for (const method of ["GET", "HEAD", "OPTIONS"]) {
      assert.equal(forwarded({ cachesOptions: true }, method).headers.authorization, undefined, method);
    }
  });

  // The table of headers that no setting selects.
  const table: readonly (readonly [fate: "removed" | "forwarded" | "other", headers: string])[] = [
    ["removed", "Accept Accept-Charset Accept-Encoding Accept-Language Connection Cookie Expect Proxy-Authorization"],
    [
      "removed",
      "Proxy-Connection Referer TE Trailer Upgrade X-Edge-Result-Type X-Forwarded-Proto X-HTTP-Method-Override",
    ],
    ["removed", "X-Real-IP"],
    ["forwarded", "Cache-Control Content-Language Content-MD5 Content-Type Date From If-Match If-Modified-Since"],
    ["forwarded", "If-None-Match If-Range If-Unmodified-Since Max-Forwards Origin Pragma Range Warning"],
    ["other", "X-Custom X-Api-Key CloudFront-Viewer-Country"],
  ];
  for (const [fate, names] of table) {
    for (const name of names.split(" ")) {
      it(`${fate === "other" ? "has, by legacy settings alone," : fate === "removed" ? "lacks" : "has"} ${name}`, () => {
        const viewer = { method: "GET", url: "/", headers: { [name.toLowerCase()]: "value" }, address: "192.0.2.1" };
        const sent = (legacy: boolean) =>
          originRequest(viewer, { ...nothing, legacy }, origin, "E1").headers[name.toLowerCase()] === "value";
        assert.deepEqual([sent(false), sent(true)], [fate === "forwarded", fate !== "removed"]);
      });
    }
  }

  it("replaces the viewer's User-Agent, and adds to its X-Forwarded-For and Via", () => {
    const headers = { "user-agent": "curl", "x-forwarded-for": "198.51.100.1", via: "1.1 proxy" };
    const viewer = { method: "GET", url: "/", headers, address: "192.0.2.1" };
    const sent = originRequest(viewer, nothing, origin, "E1").headers;
    assert.equal(sent["user-agent"], "Amazon CloudFront");
    assert.equal(sent["x-forwarded-for"], "198.51.100.1, 192.0.2.1");
    assert.equal(sent.via, "1.1 proxy, 1.1 E1.cloudfront.net (CloudFront)");
  });

  it("has the origin's own headers in place of the viewer's", () => {
    const customHeaders = [{ name: "X-Custom", value: "origin" }];
    const viewer = { method: "GET", url: "/", headers: { "x-custom": "viewer" }, address: "192.0.2.1" };
    const forwarding = { ...nothing, headers: [{ kind: "all" as const }] };
    assert.equal(originRequest(viewer, forwarding, { ...origin, customHeaders }, "E1").headers["x-custom"], "origin");
  });

  it("has the raw path, whatever its dots and slashes", () => {
    for (const url of ["/a/../b", "//a//b", "/a%2Fb", "/%7Ea"]) {
      assert.equal(forwarded({}, "GET", url).path, `/prod${url}`);
    }
  });

  it("with all headers is everything but what belongs to the connection", () => {
    const { headers } = forwarded({ headers: [{ kind: "none" }, { kind: "all" }] });
    assert.equal(headers.host, "www.example.com");
    assert.equal(headers["user-agent"], "curl/8");
    assert.equal(headers.authorization, "Bearer t");
    assert.equal(headers.connection, undefined);
    assert.equal(headers.cookie, undefined, "cookies have a selection of their own");
  });

  it("with all but some is all but those, whatever their letter case", () => {
    const { headers } = forwarded({ headers: [{ kind: "allExcept", names: ["HOST"] }] });
    assert.equal(headers.host, "origin.example.com");
    assert.equal(headers.referer, "https://r");
  });

  it("takes a header that either of two selections takes", () => {
    const { headers } = forwarded({
      headers: [
        { kind: "only", names: ["host"] },
        { kind: "allExcept", names: ["Host"] },
      ],
    });
    assert.equal(headers.host, "www.example.com");
  });

  it("selects cookies and query strings by name", () => {
    const { path, headers } = forwarded({
      cookies: [{ kind: "only", names: ["b"] }],
      queryStrings: [{ kind: "allExcept", names: ["x"] }],
    });
    assert.equal(path, "/prod/p?y=2");
    assert.equal(headers.cookie, "b=2");
    assert.equal(forwarded({ queryStrings: [{ kind: "all" }] }).path, "/prod/p?x=1&y=2");
  });

  it("asks for the encodings of the cache policy that the viewer takes", () => {
    assert.equal(forwarded({ encodings: ["br", "gzip"] }).headers["accept-encoding"], "br,gzip");
    assert.equal(forwarded({ encodings: ["gzip"] }).headers["accept-encoding"], "gzip");
    const viewer = { method: "GET", url: "/", headers: { "accept-encoding": "deflate" }, address: "192.0.2.1" };
    const sent = originRequest(viewer, { ...nothing, encodings: ["br", "gzip"] }, origin, "E1").headers;
    assert.equal(sent["accept-encoding"], "identity");
    assert.equal(forwarded({}).headers["accept-encoding"], undefined);
  });
});
