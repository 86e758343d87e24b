import assert from "node:assert/strict";
import { apiEndpointOf } from "../../policy-pack/cloudfront/apiGateway";
import { Candidate, Unknown } from "../../policy-pack/cloudfront/maybe";
import { Distribution, Origin } from "../../policy-pack/cloudfront/model";
import { knowing, knowingNothing } from "../support/distributions";

const custom = (domainName: Origin["domainName"]): Origin => ({ id: "api", domainName, shape: "custom" });
const distributionOf = (...origins: Origin[]): Distribution => ({ origins, behaviors: [] });

function endpoint(origin: Origin, knowledge = knowingNothing, ...others: Origin[]) {
  return apiEndpointOf(origin, distributionOf(origin, ...others), knowledge);
}

function candidates(...types: string[]): Candidate[] {
  return types.map((type) => ({ type, urn: `urn:pulumi:s::p::${type}::${type.split(":").at(-1) ?? ""}`, props: {} }));
}

describe("recognizing an API Gateway origin", () => {
  for (const name of [
    "abc123.execute-api.us-east-1.amazonaws.com",
    "ABC123.Execute-API.us-east-1.AmazonAWS.com",
    "abc123.execute-api.cn-north-1.amazonaws.com.cn",
    "abc123.execute-api.us-gov-west-1.amazonaws.com",
    "abc123.execute-api.eusc-de-east-1.amazonaws.eu",
    "abc123.execute-api.us-iso-east-1.c2s.ic.gov",
    "abc123.execute-api-fips.us-east-1.amazonaws.com",
    "abc123.execute-api.us-east-1.api.aws",
    "abc123-vpce-0123.execute-api.us-east-1.amazonaws.com",
    "vpce-0123-abc.execute-api.us-east-1.vpce.amazonaws.com",
  ]) {
    it(`takes ${name}`, () => {
      assert.equal(endpoint(custom(name)), "default-endpoint");
    });
  }

  it("tells a regional custom domain's target apart", () => {
    assert.equal(endpoint(custom("d-abc123.execute-api.us-east-1.amazonaws.com")), "regional-target");
  });

  for (const name of [
    "execute-api.example.com",
    "abc123.execute-api.us-east-1.amazonaws.com.evil.com",
    "abc123.execute-api.us-east-1.evilamazonaws.com",
    "abc123execute-api.us-east-1.amazonaws.com",
    "abc123.lambda-url.us-east-1.on.aws",
    "bucket.s3.us-east-1.amazonaws.com",
    "lb-1.us-east-1.elb.amazonaws.com",
    "",
  ]) {
    it(`does not take ${JSON.stringify(name)}`, () => {
      assert.equal(endpoint(custom(name)), undefined);
    });
  }

  it("takes a custom domain that is known to be API Gateway, in any letter case", () => {
    const knowledge = knowing({ "api.example.com": "edge-optimized-custom-domain" });
    assert.equal(endpoint(custom("API.example.com"), knowledge), "edge-optimized-custom-domain");
    assert.equal(endpoint(custom("www.example.com"), knowledge), undefined);
  });

  it("never takes an origin with bucket settings, origin access control or a VPC origin", () => {
    for (const shape of ["s3", "access-controlled", "vpc"] as const) {
      assert.equal(endpoint({ ...custom(new Unknown("not yet")), shape }), undefined);
    }
  });
});

describe("an unknown domain name", () => {
  const api = "aws:apigatewayv2/api:Api";
  const bucket = "aws:s3/bucket:Bucket";
  const from = (...types: string[]) => custom(new Unknown("not yet", candidates(...types)));

  it("is API Gateway's if every resource it may come from is", () => {
    assert.equal(endpoint(from(api)), "default-endpoint");
    assert.equal(endpoint(from("aws:apigateway/restApi:RestApi", "aws:apigateway/stage:Stage")), "default-endpoint");
  });

  it("is not the bucket's where an origin with S3's shape takes the bucket", () => {
    const site: Origin = { id: "site", domainName: new Unknown("not yet"), shape: "access-controlled" };
    const accessControl = "aws:cloudfront/originAccessControl:OriginAccessControl";
    assert.equal(endpoint(from(api, bucket, accessControl), knowingNothing, site), "default-endpoint");
  });

  it("can't be told where it may be the API's or the bucket's", () => {
    const answer = endpoint(from(api, bucket));
    assert.ok(answer instanceof Unknown);
    assert.match(answer.reason, /it comes from Api or Bucket/);
  });

  it("is not API Gateway's if every resource it may come from is something else", () => {
    assert.equal(endpoint(from("aws:lb/loadBalancer:LoadBalancer")), undefined);
  });

  it("can't be told where it comes from a resource of another kind, or from nowhere", () => {
    assert.ok(endpoint(from(api, "command:local:Command")) instanceof Unknown);
    assert.ok(endpoint(from("pulumi:pulumi:StackReference")) instanceof Unknown);
    assert.ok(endpoint(custom(new Unknown("not yet"))) instanceof Unknown);
  });
});
