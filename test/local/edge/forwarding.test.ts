import assert from "node:assert/strict";
import { Forwarding } from "../../../local/edge/cloudfront/deployed";
import { originRequest } from "../../../local/edge/cloudfront/forwarding";

const origin = { originId: "o", domainName: "origin.example.com", originPath: "/prod" };
const nothing: Forwarding = {
  legacy: false,
  headers: [{ kind: "none" }],
  cookies: [{ kind: "none" }],
  queryStrings: [{ kind: "none" }],
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

  it("keeps Authorization on methods that change something", () => {
    assert.equal(forwarded({}, "POST").headers.authorization, "Bearer t");
    assert.equal(forwarded({}, "GET").headers.authorization, undefined);
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
    assert.equal(forwarded({}).headers["accept-encoding"], undefined);
  });
});
