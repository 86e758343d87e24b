import assert from "node:assert/strict";
import { Account } from "../../../local-aws/aws/account";
import { CustomOriginConfig, Origin } from "../../../local-aws/aws/cloudfront/distribution";
import { put, putBucket, putLoadBalancer } from "../../support/account";
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

describe("The edge's connection to a VPC origin", () => {
  const edge = serving(account);
  const balancerArn = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/app/internal/1";
  put(account, "aws:lb/loadBalancer:LoadBalancer", { dnsName: "internal.elb.amazonaws.com" }, { id: balancerArn });

  function through(shape: Shape, arn: string): string {
    const vpcOriginEndpointConfig = { arn, originProtocolPolicy: "https-only", httpPort: 80, httpsPort: 8443 };
    const vpcOriginId = put(account, "aws:cloudfront/vpcOrigin:VpcOrigin", { vpcOriginEndpointConfig });
    // The name does not resolve: it selects Host and the certificate.
    return front(shape, { domainName: "api.internal.example", vpcOriginConfig: { vpcOriginId } });
  }

  for (const shape of shapes) {
    it(`reaches a load balancer of the account (${shape})`, async () => {
      const { status, body } = await sendRequest(edge(), through(shape, balancerArn), "/");
      assert.deepEqual([status, /load balancer/.test(body)], [200, true], body);
    });
  }

  it("names an endpoint that the local AWS does not model", async () => {
    const instance = "arn:aws:ec2:eu-west-1:123456789012:instance/i-1";
    const { status, body } = await sendRequest(edge(), through("aws", instance), "/");
    assert.equal(status, 501);
    assert.match(
      body,
      /^The local AWS does not model the VPC origin \w+ with the endpoint arn:aws:ec2:\S+; it connects/,
    );
  });
});
