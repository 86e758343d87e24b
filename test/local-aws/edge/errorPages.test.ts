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
describe("A custom error response", () => {
  const edge = serving(account);

  it("replaces CloudFront's own 502", async () => {
    const host = front("aws", [{ errorCode: 502, responseCode: 503, responsePagePath: "/index.html" }]);
    const received = await sendRequest(edge(), host, "/nowhere/a");
    assert.deepEqual([received.status, received.body], [503, "<title>App</title>"]);
  });

  it("without a page leaves the error unchanged", async () => {
    const received = await sendRequest(edge(), front("aws", [{ errorCode: 404 }]), "/status/404");
    assert.deepEqual([received.status, received.body], [404, `Hello from ${api.domainName}/status/404`]);
  });

  it("returns the page's own error if the page fails", async () => {
    const host = front("aws", [{ errorCode: 500, responseCode: 200, responsePagePath: "/missing.html" }]);
    assert.equal((await sendRequest(edge(), host, "/status/500")).status, 404);
  });

  it("returns the whole page for a range or conditional request", async () => {
    for (const [name, value] of [
      ["if-none-match", '"1"'],
      ["range", "bytes=0-1"],
    ] as const) {
      const received = await sendRequest(edge(), front("aws", [spa(404)]), "/status/404", {
        headers: { [name]: value },
      });
      assert.deepEqual([received.status, received.body], [200, "<title>App</title>"]);
    }
  });

  it("has no body for HEAD", async () => {
    const received = await sendRequest(edge(), front("aws", [spa(404)]), "/status/404", { method: "HEAD" });
    assert.deepEqual([received.status, received.body], [200, ""]);
  });
});
