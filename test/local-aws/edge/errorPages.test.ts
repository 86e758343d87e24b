import assert from "node:assert/strict";
import { Account } from "../../../local-aws/aws/account";
import { CustomErrorResponse } from "../../../local-aws/aws/cloudfront/distribution";
import { putBucket, putFunction, putHttpApi, putOriginAccessControl } from "../../support/account";
import { serving } from "../../support/edge";
import { sendRequest } from "../../support/https";
import { behaviorTo, deployDistribution, Shape } from "../../support/shapes";

const account = new Account();
const https = { customOriginConfig: { originProtocolPolicy: "https-only" } } as const;
const api = { domainName: putHttpApi(account, putFunction(account)).domainName, ...https };
const site = {
  domainName: putBucket(account, { "index.html": "<title>App</title>" }, "cloudfront"),
  originAccessControlId: putOriginAccessControl(account, "always"),
};

function front(shape: Shape, customErrorResponses: CustomErrorResponse[]): string {
  return deployDistribution(
    account,
    shape,
    { api, site, nowhere: { domainName: "nowhere.example.com", ...https } },
    {
      customErrorResponses,
      orderedCacheBehaviors: [
        { pathPattern: "/*.html", ...behaviorTo("site") },
        { pathPattern: "/nowhere/*", ...behaviorTo("nowhere") },
      ],
    },
  );
}

const spa = (errorCode: number): CustomErrorResponse => ({
  errorCode,
  responseCode: 200,
  responsePagePath: "/index.html",
});

// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/GeneratingCustomErrorResponses.html
describe("the edge with custom error pages", () => {
  const edge = serving(account);

  it("puts the page in place of CloudFront's own 502", async () => {
    const host = front("aws", [{ errorCode: 502, responseCode: 503, responsePagePath: "/index.html" }]);
    const answered = await sendRequest(edge(), host, "/nowhere/a");
    assert.deepEqual([answered.status, answered.body], [503, "<title>App</title>"]);
  });

  it("leaves an error alone whose entry has no page", async () => {
    const answered = await sendRequest(edge(), front("aws", [{ errorCode: 404 }]), "/status/404");
    assert.deepEqual([answered.status, answered.body], [404, `Hello from ${api.domainName}/status/404`]);
  });

  it("answers with the page's own error where the page can't be had", async () => {
    const host = front("aws", [{ errorCode: 500, responseCode: 200, responsePagePath: "/missing.html" }]);
    assert.equal((await sendRequest(edge(), host, "/status/500")).status, 404);
  });

  it("gives the whole page to a viewer that asked for a part, or for news, of something else", async () => {
    for (const [name, value] of [
      ["if-none-match", '"1"'],
      ["range", "bytes=0-1"],
    ] as const) {
      const answered = await sendRequest(edge(), front("aws", [spa(404)]), "/status/404", {
        headers: { [name]: value },
      });
      assert.deepEqual([answered.status, answered.body], [200, "<title>App</title>"]);
    }
  });

  it("answers a HEAD request without a body", async () => {
    const answered = await sendRequest(edge(), front("aws", [spa(404)]), "/status/404", { method: "HEAD" });
    assert.deepEqual([answered.status, answered.body], [200, ""]);
  });
});
