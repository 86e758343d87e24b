import assert from "node:assert/strict";
import { Account } from "../../../local-aws/aws/account";
import { soak, SoakRequest } from "../../support/soak";
import { putBucket, putEdgeFunction, putFunction, putHttpApi, putOriginAccessControl } from "../../support/account";
import { serving } from "../../support/edge";
import { behaviorTo, deployDistribution } from "../../support/shapes";

const account = new Account();
const api = {
  domainName: putHttpApi(account, putFunction(account)).domainName,
  customOriginConfig: { originProtocolPolicy: "https-only" },
} as const;
const site = {
  domainName: putBucket(account, { "index.html": "a page of more than ten bytes" }, "cloudfront"),
  originAccessControlId: putOriginAccessControl(account, "always"),
};
const cachingOptimized = "658327ea-f89d-4fab-a63d-7e88639e58f6";
const index = putEdgeFunction(
  account,
  `import cf from "cloudfront";
  async function handler(event) {
    const request = event.request;
    if (await cf.kvs().exists(request.uri)) {
      request.uri = await cf.kvs().get(request.uri);
    }
    return request;
  }`,
  { "/": "/index.html" },
);
const methods = ["GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"];
const host = deployDistribution(
  account,
  "aws",
  { site, api },
  {
    defaultCacheBehavior: behaviorTo("site", {
      cachePolicyId: cachingOptimized,
      originRequestPolicyId: undefined,
      functionAssociations: [{ eventType: "viewer-request", functionArn: index }],
    }),
    orderedCacheBehaviors: [{ pathPattern: "/api/*", ...behaviorTo("api", { allowedMethods: methods }) }],
  },
);

const requests: readonly SoakRequest[] = [
  { name: "page", method: "GET", path: "/", status: 200 },
  { name: "conditional", method: "GET", path: "/", headers: { "if-none-match": '"1"' }, status: 304 },
  { name: "range", method: "GET", path: "/", headers: { range: "bytes=0-9" }, status: 206 },
  { name: "missing", method: "GET", path: "/missing", status: 404 },
  { name: "api", method: "GET", path: "/api/hello", status: 200 },
  { name: "api, POST", method: "POST", path: "/api/hello", body: '{"a":1}', status: 200 },
];

describe("The edge under the load of 50 connections", () => {
  const edge = serving(account);

  it("answers every request correctly and does not leak memory", async () => {
    const { errors, medians, growth } = await soak({ edge: edge(), host, requests, rounds: 3 });
    const figures = Object.entries(medians).map(([name, median]) => `${name} ${median.toFixed(1)} ms`);
    console.log(`      ${figures.join(", ")}`);
    assert.deepEqual(errors, []);
    assert.ok(growth < 8 * 1024 * 1024, `${growth} bytes more`);
  });
});
