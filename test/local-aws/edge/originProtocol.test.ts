import assert from "node:assert/strict";
import { Account } from "../../../local-aws/aws/account";
import { CustomOriginConfig, Origin } from "../../../local-aws/aws/cloudfront/distribution";
import { putBucket, putLoadBalancer } from "../../support/account";
import { sendHttpRequest, serving } from "../../support/edge";
import { sendRequest } from "../../support/https";
import { behaviorTo, deployDistribution, Shape, shapes } from "../../support/shapes";

const account = new Account();
const loadBalancer = putLoadBalancer(account);
const bucket = putBucket(account, { hello: "Hello from S3" }, "everyone");

function front(shape: Shape, origin: Omit<Origin, "originId">): string {
  const defaultCacheBehavior = behaviorTo("origin", { viewerProtocolPolicy: "allow-all" });
  return deployDistribution(account, shape, { origin }, { defaultCacheBehavior });
}

const over = (domainName: string, customOriginConfig: CustomOriginConfig) => ({ domainName, customOriginConfig });

// test/conformance covers API Gateway and Lambda URLs, which support only HTTPS.
describe("The edge's connection to a", () => {
  const edge = serving(account);

  const cases: readonly [name: string, origin: Omit<Origin, "originId">, overHttps: number, overHttp: number][] = [
    ["load balancer, http-only", over(loadBalancer, { originProtocolPolicy: "http-only", httpPort: 8080 }), 200, 200],
    ["load balancer, match-viewer", over(loadBalancer, { originProtocolPolicy: "match-viewer" }), 200, 200],
    ["bucket as custom origin, http-only", over(bucket, { originProtocolPolicy: "http-only" }), 200, 200],
    [
      "bucket as custom origin, HTTP on 8080",
      over(bucket, { originProtocolPolicy: "http-only", httpPort: 8080 }),
      502,
      502,
    ],
    ["bucket", { domainName: bucket }, 200, 200],
  ];
  for (const [name, origin, overHttps, overHttp] of cases) {
    for (const shape of shapes) {
      it(`${name} returns ${overHttps} for a viewer over HTTPS and ${overHttp} over HTTP (${shape})`, async () => {
        const host = front(shape, origin);
        assert.equal((await sendRequest(edge(), host, "/hello")).status, overHttps);
        assert.equal((await sendHttpRequest(edge(), host, "/hello")).status, overHttp);
      });
    }
  }
});
