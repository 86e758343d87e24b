import assert from "node:assert/strict";
import { Account } from "../../../local/account";
import { CustomOriginConfig, Origin } from "../../../local/edge/cloudfront/deployed";
import {
  putBucket,
  putFunction,
  putFunctionUrl,
  putHttpApi,
  putLoadBalancer,
  putOriginAccessControl,
} from "../../support/account";
import { askPlain, serving } from "../../support/edge";
import { ask } from "../../support/https";
import { behaviorTo, deployFront, Shape, shapes } from "../../support/shapes";

const account = new Account();
const greets = putFunction(account);
const api = putHttpApi(account, greets).domainName;
const lambdaUrl = putFunctionUrl(account, greets);
const loadBalancer = putLoadBalancer(account);
const bucket = putBucket(account, { hello: "Hello from S3" }, "everyone");

function front(shape: Shape, origin: Omit<Origin, "originId">): string {
  const defaultCacheBehavior = behaviorTo("origin", { viewerProtocolPolicy: "allow-all" });
  return deployFront(account, shape, { origin }, { defaultCacheBehavior });
}

const over = (domainName: string, customOriginConfig: CustomOriginConfig) => ({ domainName, customOriginConfig });

// API Gateway is HTTPS only; what CloudFront makes of that is its 502.
describe("the edge and the origin's protocol", () => {
  const edge = serving(account);

  const cases: readonly [name: string, origin: Omit<Origin, "originId">, overHttps: number, overHttp: number][] = [
    ["HTTP API, https-only", over(api, { originProtocolPolicy: "https-only" }), 200, 200],
    ["HTTP API, match-viewer", over(api, { originProtocolPolicy: "match-viewer" }), 200, 502],
    ["HTTP API, http-only", over(api, { originProtocolPolicy: "http-only" }), 502, 502],
    ["HTTP API, HTTPS on 8443", over(api, { originProtocolPolicy: "https-only", httpsPort: 8443 }), 502, 502],
    ["Lambda URL, match-viewer", over(lambdaUrl, { originProtocolPolicy: "match-viewer" }), 200, 502],
    ["Lambda URL, http-only", over(lambdaUrl, { originProtocolPolicy: "http-only" }), 502, 502],
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
      it(`${name}: ${overHttps} to a viewer over HTTPS, ${overHttp} to one over HTTP (${shape})`, async () => {
        const host = front(shape, origin);
        assert.equal((await ask(edge(), host, "/hello")).status, overHttps);
        assert.equal((await askPlain(edge(), host, "/hello")).status, overHttp);
      });
    }
  }
});

describe("the edge and an origin access control", () => {
  const edge = serving(account);
  const closed = putBucket(account, { hello: "Hello from S3" }, "cloudfront");
  const signedUrl = putFunctionUrl(account, greets, "AWS_IAM");

  // https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_OriginAccessControlConfig.html
  const cases = [
    ["always", 200],
    ["no-override", 200],
    ["never", 403],
  ] as const;
  for (const [signingBehavior, status] of cases) {
    it(`${signingBehavior}: ${status} from a bucket and from a Lambda URL with AWS_IAM`, async () => {
      const originAccessControlId = putOriginAccessControl(account, signingBehavior);
      const toBucket = front("aws", { domainName: closed, originAccessControlId });
      assert.equal((await ask(edge(), toBucket, "/hello")).status, status);
      const customOriginConfig = { originProtocolPolicy: "https-only" } as const;
      const toFunction = front("aws", { domainName: signedUrl, originAccessControlId, customOriginConfig });
      assert.equal((await ask(edge(), toFunction, "/hello")).status, status);
    });
  }

  it("answers 403 without one", async () => {
    assert.equal((await ask(edge(), front("aws", { domainName: closed }), "/hello")).status, 403);
    const toFunction = front("aws", over(signedUrl, { originProtocolPolicy: "https-only" }));
    assert.equal((await ask(edge(), toFunction, "/hello")).status, 403);
  });
});
