import assert from "node:assert/strict";
import { Account } from "../../../local-aws/aws/account";
import { mixOf, soak } from "../../support/soak";
import { putBucket, putEdgeFunction, putFunction, putHttpApi, putOriginAccessControl } from "../../support/account";
import { serving } from "../../support/edge";
import { behaviorTo, deployFront } from "../../support/shapes";

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
  async function handler({ request }) {
    if (await cf.kvs().exists(request.uri)) {
      request.uri = await cf.kvs().get(request.uri);
    }
    return request;
  }`,
  { "/": "/index.html" },
);
const methods = ["GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"];
const host = deployFront(
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

describe("the edge asked by 50 connections at once", () => {
  const edge = serving(account);

  it("answers every request rightly, and holds no more memory after than before", async () => {
    const requests = mixOf("/", '"1"', "/missing", "/api/hello");
    const { count, errors, latencies, growth } = await soak({ edge: edge(), host, requests, seconds: 2 });
    console.log(`      ${count} requests: ${latencies.map(({ name, p50 }) => `${name} ${p50} ms`).join(", ")}`);
    assert.deepEqual(errors, []);
    assert.ok(count > requests.length * 50, `only ${count} requests`);
    assert.ok(growth < 32 * 1024 * 1024, `${growth} bytes more`);
  });
});
