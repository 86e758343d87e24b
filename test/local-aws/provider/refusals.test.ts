import assert from "node:assert/strict";
import { Account, JsonObject } from "../../../local-aws/aws/account";
import { Resources } from "../../../local-aws/provider/resources";
import { put, region } from "../../support/account";
import { answerToResource } from "../../support/refusals";

const distribution = "aws:cloudfront/distribution:Distribution";
const connection = {
  httpPort: 80,
  httpsPort: 443,
  originProtocolPolicy: "https-only",
  originSslProtocols: ["TLSv1.2"],
};
const backend = { originId: "backend", domainName: "backend.example.net", customOriginConfig: connection };
const behavior = {
  targetOriginId: "backend",
  viewerProtocolPolicy: "https-only",
  allowedMethods: ["GET", "HEAD"],
  cachePolicyId: "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",
};
const origin = (change: JsonObject): JsonObject => ({ origins: [{ originId: "backend", ...change }] });
const legacy = (forwardedValues: JsonObject): JsonObject => ({
  defaultCacheBehavior: { ...behavior, cachePolicyId: undefined as never, forwardedValues },
});
const logsTo = (bucket: string): JsonObject => ({ loggingConfig: { bucket: `${bucket}.s3.eu-west-1.amazonaws.com` } });
const certificate = (of: string): JsonObject => ({
  aliases: ["www.example.org"],
  viewerCertificate: { acmCertificateArn: `arn:aws:acm:${of}:123456789012:certificate/9` },
});

const cases: readonly [title: string, change: JsonObject, answer: RegExp][] = [
  ["a valid origin", {}, /^accepted$/],
  ["a URL as the domain name", origin({ ...backend, domainName: "https://a.example.net" }), /cannot contain a colon/],
  ["a port in the domain name", origin({ ...backend, domainName: "a.example.net:8443" }), /cannot contain a colon/],
  ["a path in the domain name", origin({ ...backend, domainName: "a.example.net/v2" }), /cannot contain a slash/],
  ["no customOriginConfig", origin({ domainName: "a.example.net" }), /does not refer to a valid S3 bucket/],
  ["a bucket", origin({ domainName: "photos.s3.eu-west-1.amazonaws.com" }), /^accepted$/],
  ["a bucket by its global name", origin({ domainName: "photos.s3.amazonaws.com" }), /^accepted$/],
  ["an access point", origin({ domainName: "ap-1.s3-accesspoint.eu-west-1.amazonaws.com" }), /^accepted$/],
  ["a website endpoint", origin({ domainName: "p.s3-website.eu-west-3.amazonaws.com" }), /valid S3 bucket/],
  [
    "a website endpoint with an origin access control",
    origin({ domainName: "p.s3-website.eu-west-3.amazonaws.com", originAccessControlId: "E9" }),
    /^InvalidDomainNameForOriginAccessControl/,
  ],
  [
    "a Lambda@Edge function without a version",
    {
      defaultCacheBehavior: {
        ...behavior,
        lambdaFunctionAssociations: [
          { eventType: "viewer-request", lambdaArn: "arn:aws:lambda:us-east-1:123456789012:function:sign" },
        ],
      },
    },
    /^InvalidLambdaFunctionAssociation: The function ARN must reference a specific function version/,
  ],
  [
    "an origin access control for buckets at a function URL",
    origin({ ...backend, domainName: "abc.lambda-url.eu-west-1.on.aws", originAccessControlId: "EBUCKETS" }),
    /The origin type and OAC origin type differ/,
  ],
  [
    "an origin access control for buckets at a bucket",
    origin({ domainName: "photos.s3.eu-west-1.amazonaws.com", originAccessControlId: "EBUCKETS" }),
    /^accepted$/,
  ],
  [
    "an origin access control and an origin access identity",
    origin({
      domainName: "photos.s3.eu-west-1.amazonaws.com",
      originAccessControlId: "EBUCKETS",
      s3OriginConfig: { originAccessIdentity: "origin-access-identity/cloudfront/E8" },
    }),
    /^IllegalOriginAccessConfiguration/,
  ],
  ["a tenant's parameter", origin({ domainName: "{{tenant}}" }), /^accepted$/],
  [
    "cache keys without query strings",
    legacy({ queryString: false, queryStringCacheKeys: ["page"], cookies: { forward: "none" } }),
    /QueryString cannot be false/,
  ],
  [
    "cache keys with query strings",
    legacy({ queryString: true, queryStringCacheKeys: ["page"], cookies: { forward: "none" } }),
    /^accepted$/,
  ],
  ["a log bucket without ownership controls", logsTo("new-logs"), /does not enable ACL access/],
  ["a log bucket that enforces its owner", logsTo("enforced-logs"), /does not enable ACL access/],
  ["a log bucket with ACLs", logsTo("acl-logs"), /^accepted$/],
  ["a log bucket of another account", logsTo("foreign-logs"), /^accepted$/],
  ["a certificate in Frankfurt", certificate("eu-central-1"), /isn't in us-east-1/],
  ["a certificate in us-east-1", certificate("us-east-1"), /^accepted$/],
  ["an alias without a certificate", { aliases: ["www.example.org"] }, /you must attach a trusted certificate/],
  ["an alias of an edge-optimized domain", { ...certificate("us-east-1"), aliases: ["edge.example.org"] }, /^CNAMEAl/],
  ["a regional web ACL", { webAclId: "arn:aws:wafv2:us-east-1:1:regional/webacl/w/1" }, /^InvalidWebACLId/],
  ["a global web ACL", { webAclId: "arn:aws:wafv2:us-east-1:1:global/webacl/w/1" }, /^accepted$/],
  ["the ID of a web ACL", { webAclId: "acl-1" }, /^InvalidWebACLId/],
  ["a web ACL of AWS WAF Classic", { webAclId: "473e64fd-f30b-4765-81a0-62ad96dd167a" }, /^accepted$/],
];

const tooLong = /Member must have length less than or equal to 64/;
const wrongCharacter = /Member must satisfy regular expression pattern/;

const names: readonly [type: string, name: string, answer: RegExp][] = [
  ["aws:cloudfront/function:Function", "n".repeat(64), /^accepted$/],
  ["aws:cloudfront/function:Function", "n".repeat(65), tooLong],
  ["aws:cloudfront/function:Function", "a.b", wrongCharacter],
  ["aws:cloudfront/keyValueStore:KeyValueStore", "k".repeat(65), tooLong],
  ["aws:cloudfront/keyValueStore:KeyValueStore", "a b", wrongCharacter],
  ["aws:cloudfront/originAccessControl:OriginAccessControl", "o".repeat(65), tooLong],
  ["aws:cloudfront/originAccessControl:OriginAccessControl", "photos.s3.eu-west-1.amazonaws.com", /^accepted$/],
];

function resources(): Resources {
  const account = new Account();
  const ownership = "aws:s3/bucketOwnershipControls:BucketOwnershipControls";
  for (const bucket of ["new-logs", "enforced-logs", "acl-logs"]) {
    put(account, "aws:s3/bucket:Bucket", { bucket }, { id: bucket });
  }
  put(account, ownership, { bucket: "enforced-logs", rule: { objectOwnership: "BucketOwnerEnforced" } });
  put(account, ownership, { bucket: "acl-logs", rule: { objectOwnership: "BucketOwnerPreferred" } });
  put(account, "aws:wafv2/webAcl:WebAcl", { name: "w", scope: "CLOUDFRONT" }, { id: "acl-1" });
  const control = { name: "buckets", originAccessControlOriginType: "s3", signingBehavior: "always" };
  put(account, "aws:cloudfront/originAccessControl:OriginAccessControl", control, { id: "EBUCKETS" });
  const edge = { domainName: "edge.example.org", cloudfrontDomainName: "d1.cloudfront.net" };
  put(account, "aws:apigateway/domainName:DomainName", edge, { id: "edge.example.org" });
  return new Resources(account, () => region, "nested");
}

describe("the answer of the local AWS to a distribution with", () => {
  for (const [title, change, answer] of cases) {
    it(`${title}: ${answer.source}`, () => {
      const inputs = { origins: [backend], defaultCacheBehavior: behavior, ...change };
      assert.match(answerToResource(resources(), distribution, inputs), answer);
    });
  }
});

describe("the answer of the local AWS to a name", () => {
  for (const [type, name, answer] of names) {
    it(`${type} ${name.slice(0, 20)} of ${name.length} characters: ${answer.source}`, () => {
      assert.match(answerToResource(resources(), type, { name }), answer);
    });
  }
});
