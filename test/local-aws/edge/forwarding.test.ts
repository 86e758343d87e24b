import assert from "node:assert/strict";
import { Forwarding } from "../../../local-aws/aws/cloudfront/distribution";
import { originRequest } from "../../../local-aws/edge/cloudfront/forwarding";

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
describe("The edge's origin request", () => {
  const always = {
    host: "origin.example.com",
    "user-agent": "Amazon CloudFront",
    "x-forwarded-for": "192.0.2.1",
    via: "1.1 E1.cloudfront.net (CloudFront)",
  };

  it("without selections has the origin's Host, CloudFront's headers and the origin path", () => {
    assert.deepEqual(forwarded({}), { path: "/prod/p", headers: always });
  });

  it("has the origin's custom headers instead of the viewer's", () => {
    const customHeaders = [{ name: "X-Custom", value: "origin" }];
    const viewer = { method: "GET", url: "/", headers: { "x-custom": "viewer" }, address: "192.0.2.1" };
    const forwarding = { ...nothing, headers: [{ kind: "all" as const }] };
    assert.equal(originRequest(viewer, forwarding, { ...origin, customHeaders }, "E1").headers["x-custom"], "origin");
  });

  it("with all headers selected omits only those of the connection", () => {
    const { headers } = forwarded({ headers: [{ kind: "none" }, { kind: "all" }] });
    assert.equal(headers.host, "www.example.com");
    assert.equal(headers["user-agent"], "curl/8");
    assert.equal(headers.authorization, "Bearer t");
    assert.equal(headers.connection, undefined);
    assert.equal(headers.cookie, undefined, "cookies are selected separately");
  });

  it("has the cookies and query strings that are selected by name", () => {
    const { path, headers } = forwarded({
      cookies: [{ kind: "only", names: ["b"] }],
      queryStrings: [{ kind: "allExcept", names: ["x"] }],
    });
    assert.equal(path, "/prod/p?y=2");
    assert.equal(headers.cookie, "b=2");
    assert.equal(forwarded({ queryStrings: [{ kind: "all" }] }).path, "/prod/p?x=1&y=2");
  });

  it("selects headers in any letter case, but cookies and query strings only in their own", () => {
    const names = ["B", "X", "USER-AGENT"];
    const { path, headers } = forwarded({
      headers: [{ kind: "only", names }],
      cookies: [{ kind: "only", names }],
      queryStrings: [{ kind: "only", names }],
    });
    assert.equal(headers["user-agent"], "curl/8");
    assert.equal(headers.cookie, undefined);
    assert.equal(path, "/prod/p");
  });
});
