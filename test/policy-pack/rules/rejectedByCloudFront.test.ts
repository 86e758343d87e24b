import assert from "node:assert/strict";
import { readDistribution } from "../../../policy-pack/cloudfront/readers/distribution";
import { Unknown } from "../../../policy-pack/program/maybe";
import { Resource } from "../../../policy-pack/program/resource";
import { rejectedByCloudFront } from "../../../policy-pack/rules/rejectedByCloudFront";
import { routeDistribution } from "../../../policy-pack/findings/routedDistribution";
import { emptyProgram, goodForApi, Properties, resource } from "../../support/distributions";
import { api, apiBehavior, describeRule } from "../../support/ruleCases";

const certificate = "aws:acm/certificate:Certificate";
const bucket = "aws:s3/bucket:Bucket";
const controls = "aws:s3/bucketOwnershipControls:BucketOwnershipControls";
const webAcl = "aws:wafv2/webAcl:WebAcl";
const cachePolicy = "aws:cloudfront/cachePolicy:CachePolicy";
const edgeDomain = "aws:apigateway/domainName:DomainName";

const from = (...sources: readonly Resource[]) => new Unknown("it is unknown before the update", () => sources);
const certified = (acmCertificateArn: unknown, aliases: unknown = ["shop.example.org"]): Properties => ({
  aliases,
  viewerCertificate: { acmCertificateArn, sslSupportMethod: "sni-only" },
});
const behaviors = (count: number): Properties => ({
  orderedCacheBehaviors: Array.from({ length: count }, (_, at) => ({ pathPattern: `/api/${at}`, ...goodForApi })),
});
const inRegion = (region: unknown) => resource(certificate, "cert", { region });
const arnIn = (region: string) => `arn:aws:acm:${region}:123456789012:certificate/7`;

const logs = resource(bucket, "logs", { bucket: "access-logs" });
const newLogs = resource(bucket, "new-logs", { id: new Unknown("not yet"), bucket: new Unknown("not yet") });
const logging = (name: unknown): Properties => ({ loggingConfig: { bucket: name } });
const owned = (objectOwnership: unknown) =>
  resource(controls, "owner", { bucket: "access-logs", rule: { objectOwnership } });

const policy = (name: string, ttl: unknown, parameters: Properties): Resource =>
  resource(cachePolicy, name, {
    name,
    minTtl: 0,
    defaultTtl: 0,
    maxTtl: ttl,
    parametersInCacheKeyAndForwardedToOrigin: {
      headersConfig: { headerBehavior: "none" },
      cookiesConfig: { cookieBehavior: "none" },
      queryStringsConfig: { queryStringBehavior: "none" },
      ...parameters,
    },
  });
const keys = { queryStringsConfig: { queryStringBehavior: "all" } };
const rejected = policy("rejected", 0, keys);
const cached = policy("cached", 30, keys);
const withPolicy = (cachePolicyId: unknown) => api({ cachePolicyId });
const legacy = (forwardedValues: Properties) =>
  api({ ...goodForApi, cachePolicyId: undefined, originRequestPolicyId: undefined, forwardedValues });
const edgeFunction = (name: unknown) => resource("aws:cloudfront/function:Function", "rewrite", { name });
const withFunction = (functionArn: unknown) =>
  api({ functionAssociations: [{ eventType: "viewer-response", functionArn }] });
const withLambda = (lambdaArn: unknown) =>
  api({ lambdaFunctionAssociations: [{ eventType: "origin-request", lambdaArn }] });
const certificateViolation = [["violation", "viewer certificate"]] as const;

describeRule(rejectedByCloudFront, [
  {
    title: "a certificate outside us-east-1",
    props: certified(arnIn("ap-southeast-2")),
    findings: certificateViolation,
    message: /it is in ap-southeast-2\. Create the certificate in us-east-1/,
  },
  { title: "a certificate in us-east-1", props: certified(arnIn("us-east-1")), findings: [] },
  {
    title: "a certificate of IAM",
    props: { aliases: ["a.example.org"], viewerCertificate: { iamCertificateId: "1" } },
    findings: [],
  },
  {
    title: "a certificate that this program creates outside us-east-1",
    props: certified(from(inRegion("sa-east-1"))),
    findings: certificateViolation,
  },
  {
    title: "a certificate that this program creates in us-east-1",
    props: certified(from(inRegion("us-east-1"))),
    findings: [],
  },
  { title: "a certificate in an unknown region", props: certified(from(inRegion(undefined))), findings: [] },
  {
    title: "a certificate of two in different regions",
    props: certified(from(inRegion("sa-east-1"), { ...inRegion("us-east-1"), urn: "other" })),
    findings: [],
  },
  {
    title: "a certificate that another kind of resource can output",
    props: certified(from(inRegion("sa-east-1"), resource("command:local:Command", "find"))),
    findings: [],
  },
  {
    title: "an alias without a certificate",
    props: { aliases: ["shop.example.org"] },
    findings: certificateViolation,
    message: /Set acmCertificateArn to a certificate in us-east-1/,
  },
  {
    title: "an alias without a certificate in China",
    props: { ...api({}, { domainName: "abc.execute-api.cn-north-1.amazonaws.com.cn" }), aliases: ["shop.example.cn"] },
    findings: [],
  },
  {
    title: "an alias without a certificate over HTTP, and nothing shows that it is not in China",
    props: {
      aliases: ["shop.example.org"],
      origins: [{ originId: "site", domainName: "shop.example.net", customOriginConfig: {} }],
      defaultCacheBehavior: { targetOriginId: "site", viewerProtocolPolicy: "allow-all" },
      orderedCacheBehaviors: [],
    },
    findings: [["undetermined", "viewer certificate"]],
    message: /in China, where the distribution may be/,
  },
  { title: "an alias with an unknown certificate", props: certified(new Unknown("?")), findings: [] },
  { title: "unknown aliases", props: { aliases: new Unknown("?") }, findings: [] },
  {
    title: "one unknown alias without a certificate",
    props: { aliases: [new Unknown("?")] },
    findings: [["undetermined", "viewer certificate"]],
  },
  {
    title: "an alias that an edge-optimized domain has",
    props: certified(arnIn("us-east-1"), ["Shop.example.org"]),
    resources: [
      resource(edgeDomain, "domain", { domainName: "shop.example.org", endpointConfiguration: { types: "EDGE" } }),
    ],
    findings: [["violation", "aliases"]],
    message: /Shop\.example\.org/,
  },
  {
    title: "an alias that a regional domain has",
    props: certified(arnIn("us-east-1")),
    resources: [
      resource(edgeDomain, "domain", { domainName: "shop.example.org", endpointConfiguration: { types: "REGIONAL" } }),
    ],
    findings: [],
  },
  {
    title: "the ID of a WAFv2 web ACL",
    props: { webAclId: "acl-id" },
    resources: [resource(webAcl, "acl", { scope: "CLOUDFRONT" })],
    findings: [["violation", "web ACL"]],
    message: /Set webAclId to the web ACL's arn/,
  },
  { title: "the ID of another web ACL", props: { webAclId: "473e64fd-f30b-4765-81a0-62ad96dd167a" }, findings: [] },
  {
    title: "a regional web ACL",
    props: { webAclId: "arn:aws:wafv2:us-west-2:1:regional/webacl/a/1" },
    findings: [["violation", "web ACL"]],
  },
  {
    title: "a regional web ACL that this program creates",
    props: { webAclId: from(resource(webAcl, "acl", { scope: "REGIONAL" })) },
    findings: [["violation", "web ACL"]],
  },
  {
    title: "a web ACL for CloudFront",
    props: { webAclId: from(resource(webAcl, "acl", { scope: "CLOUDFRONT" })) },
    findings: [],
  },
  { title: "an unknown web ACL", props: { webAclId: new Unknown("?") }, findings: [] },
  {
    title: "a log bucket that enforces its owner",
    props: logging("access-logs.s3.eu-north-1.amazonaws.com"),
    resources: [logs, owned("BucketOwnerEnforced")],
    findings: [["violation", "logging"]],
    message: /objectOwnership: "BucketOwnerPreferred"/,
  },
  {
    title: "a log bucket with ACLs",
    props: logging(from(logs)),
    resources: [logs, owned("ObjectWriter")],
    findings: [],
  },
  {
    title: "a log bucket without ownership controls",
    props: logging("access-logs.s3.amazonaws.com"),
    resources: [logs],
    findings: [["undetermined", "logging"]],
    message: /logs has no BucketOwnershipControls/,
  },
  {
    title: "a new log bucket without ownership controls",
    props: logging(from(newLogs)),
    resources: [newLogs],
    findings: [["violation", "logging"]],
    message: /the default, and accepts no ACL/,
  },
  {
    title: "a new log bucket, and ownership controls of one of two buckets",
    props: logging(from(newLogs)),
    resources: [newLogs, resource(controls, "owner", { bucket: from(newLogs, { ...newLogs, urn: "other" }) })],
    findings: [["undetermined", "logging"]],
  },
  {
    title: "a new log bucket, and a script that can change it",
    props: logging(from(newLogs)),
    resources: [newLogs, resource("command:local:Command", "ownership")],
    findings: [["undetermined", "logging"]],
  },
  {
    title: "a log bucket with unknown ownership",
    props: logging(from(logs)),
    resources: [logs, owned(new Unknown("?"))],
    findings: [["undetermined", "logging"]],
  },
  { title: "a log bucket of another stack", props: logging("other.s3.amazonaws.com"), resources: [logs], findings: [] },
  {
    title: "query-string cache keys without query strings",
    props: legacy({ queryString: false, queryStringCacheKeys: ["page"] }),
    findings: [["violation", apiBehavior]],
    message: /Set queryString: true/,
  },
  {
    title: "query-string cache keys",
    props: legacy({ queryString: true, queryStringCacheKeys: ["page"] }),
    findings: [],
  },
  {
    title: "unknown query-string cache keys",
    props: legacy({ queryString: false, queryStringCacheKeys: new Unknown("?") }),
    findings: [["undetermined", apiBehavior]],
  },
  {
    title: "a cache policy with three TTLs of 0 and query strings",
    props: withPolicy("rejected-id"),
    resources: [rejected],
    findings: [["violation", apiBehavior]],
    message: /QueryStringBehavior in the cache policy "rejected/,
  },
  {
    title: "a cache policy with three TTLs of 0 and brotli, before it exists",
    props: withPolicy(from(policy("packed", 0, { enableAcceptEncodingBrotli: true }))),
    findings: [["violation", apiBehavior]],
    message: /EnableAcceptEncodingBrotli/,
  },
  { title: "a cache policy with a maximum TTL", props: withPolicy("cached-id"), resources: [cached], findings: [] },
  {
    title: "a cache policy with three TTLs of 0 and no keys",
    props: withPolicy(from(policy("none", 0, {}))),
    findings: [],
  },
  {
    title: "a cache policy with an unknown TTL",
    props: withPolicy(from(policy("some", new Unknown("?"), keys))),
    findings: [["undetermined", apiBehavior]],
  },
  {
    title: "one of two cache policies",
    props: withPolicy(from(rejected, cached)),
    findings: [["undetermined", apiBehavior]],
  },
  { title: "a cache policy of another stack", props: withPolicy("11111111-2222-4333-8444-555555555555"), findings: [] },
  {
    title: "a cache policy with more headers than the default quota",
    props: withPolicy("many-id"),
    resources: [
      policy("many", 5, {
        headersConfig: {
          headerBehavior: "whitelist",
          headers: { items: Array.from({ length: 11 }, (_, at) => `X-${at}`) },
        },
      }),
    ],
    findings: [["weakness", apiBehavior]],
    message: /has 11 headers, and the default quota is 10/,
  },
  {
    title: "more legacy headers than the default quota",
    props: legacy({ queryString: true, headers: Array.from({ length: 12 }, (_, at) => `X-${at}`) }),
    findings: [["weakness", apiBehavior]],
  },
  {
    title: "76 cache behaviors besides the default",
    props: behaviors(76),
    findings: [["weakness", "distribution"]],
    message: /has 76 cache behaviors besides the default, and the default quota is 75/,
  },
  { title: "75 cache behaviors besides the default", props: behaviors(75), findings: [] },
  {
    title: "more aliases than the default quota",
    props: certified(
      arnIn("us-east-1"),
      Array.from({ length: 101 }, (_, at) => `shop${at}.example.org`),
    ),
    findings: [["weakness", "distribution"]],
  },
  {
    title: "Authorization in an origin request policy",
    props: api({ originRequestPolicyId: "headers-id" }),
    resources: [
      resource("aws:cloudfront/originRequestPolicy:OriginRequestPolicy", "headers", {
        name: "headers",
        headersConfig: { headerBehavior: "whitelist", headers: { items: ["authorization"] } },
        cookiesConfig: { cookieBehavior: "none" },
        queryStringsConfig: { queryStringBehavior: "none" },
      }),
    ],
    findings: [["weakness", apiBehavior]],
    message: /lists Authorization/,
  },
  {
    title: "a function with a long name",
    props: withFunction(from(edgeFunction("f".repeat(65)))),
    findings: [["violation", 'function "rewrite"']],
    message: /longer than 64 characters/,
  },
  {
    title: "a function with a dot in its name",
    props: withFunction(from(edgeFunction("shop.rewrite"))),
    findings: [["violation", 'function "rewrite"']],
  },
  {
    title: "a function with 64 characters",
    props: withFunction(from(edgeFunction("f_-".repeat(21) + "9"))),
    findings: [],
  },
  {
    title: "a function with an unknown name",
    props: withFunction(from(edgeFunction(new Unknown("?")))),
    findings: [["undetermined", 'function "rewrite"']],
  },
  {
    title: "a Lambda@Edge function without a version",
    props: withLambda("arn:aws:lambda:us-east-1:123456789012:function:sign"),
    findings: [["violation", apiBehavior]],
    message: /the ARN has no version number\. Set publish: true/,
  },
  {
    title: "the latest version of a Lambda@Edge function",
    props: withLambda("arn:aws:lambda:us-east-1:123456789012:function:sign:$LATEST"),
    findings: [["violation", apiBehavior]],
  },
  {
    title: "a Lambda@Edge function in another region",
    props: withLambda("arn:aws:lambda:eu-west-1:123456789012:function:sign:4"),
    findings: [["violation", apiBehavior]],
    message: /in another region than us-east-1/,
  },
  {
    title: "a version of a Lambda@Edge function in us-east-1",
    props: withLambda("arn:aws:lambda:us-east-1:123456789012:function:sign:4"),
    findings: [],
  },
  {
    title: "a Lambda@Edge function with an unknown ARN",
    props: withLambda(from(resource("aws:lambda/function:Function", "sign"))),
    findings: [],
  },
]);

describe("TTLs next to a cache policy", () => {
  const kinds = (type: string, settings: Properties) => {
    const config = {
      origins: [{ id: "site", originId: "site", domainName: "shop.example.net", customOriginConfig: {} }],
      defaultCacheBehavior: { targetOriginId: "site", cachePolicyId: "p", ...settings },
    };
    const distribution = readDistribution(
      type,
      type.startsWith("aws-native") ? { distributionConfig: config } : config,
    );
    assert.ok(distribution);
    return rejectedByCloudFront.check(routeDistribution(distribution, emptyProgram)).map(({ kind }) => kind);
  };
  const native = "aws-native:cloudfront:Distribution";

  it("are rejected in a distribution of aws-native", () => {
    assert.deepEqual(kinds(native, { minTtl: 1, maxTtl: 5 }), ["violation"]);
    assert.deepEqual(kinds(native, { defaultTtl: new Unknown("?") }), ["undetermined"]);
    assert.deepEqual(kinds(native, { minTtl: 0 }), ["undetermined"]);
    assert.deepEqual(kinds(native, {}), []);
  });

  it("are accepted without a cache policy, and in a distribution of aws, which does not send them", () => {
    assert.deepEqual(
      kinds(native, { cachePolicyId: undefined, forwardedValues: { queryString: true }, minTtl: 1 }),
      [],
    );
    assert.deepEqual(kinds("aws:cloudfront/distribution:Distribution", { minTtl: 1, maxTtl: 5 }), []);
  });
});

describe("Resources that no distribution uses", () => {
  const labels = (type: string, props: Properties) =>
    rejectedByCloudFront.resources?.check(resource(type, "one", props)).map(({ kind, behavior }) => [kind, behavior]);

  it("are rejected for their names", () => {
    const long = "n".repeat(65);
    assert.deepEqual(labels("aws:cloudfront/keyValueStore:KeyValueStore", { name: "shop.keys" }), [
      ["violation", 'key value store "one"'],
    ]);
    assert.deepEqual(labels("aws-native:cloudfront:Function", { name: long }), [["violation", 'function "one"']]);
    assert.deepEqual(
      labels("aws-native:cloudfront:OriginAccessControl", { originAccessControlConfig: { name: long } }),
      [["violation", 'origin access control "one"']],
    );
    assert.deepEqual(labels("aws:cloudfront/keyValueStore:KeyValueStore", { name: "shop-keys" }), []);
  });

  it("are rejected for a tenant's certificate and web ACL", () => {
    const types = ["aws:cloudfront/distributionTenant:DistributionTenant", "aws-native:cloudfront:DistributionTenant"];
    const regional = "arn:aws:wafv2:eu-west-1:123456789012:regional/webacl/limits/1";
    const found = [["violation", 'tenant "one"']];
    const expectations: readonly [Properties, typeof found][] = [
      [{ certificate: { arn: arnIn("eu-west-1") } }, found],
      [{ certificate: { arn: from(inRegion("eu-west-1")) } }, found],
      [{ certificate: { arn: arnIn("us-east-1") } }, []],
      [{ certificate: { arn: new Unknown("not yet") } }, []],
      [{ webAcl: { action: "override", arn: regional } }, found],
      [{ webAcl: { action: "disable", arn: regional } }, []],
      [{ webAcl: { action: "override", arn: "arn:aws:wafv2:us-east-1:1:global/webacl/limits/1" } }, []],
      [{ webAcl: { action: "disable" }, geoRestriction: { restrictionType: "none" } }, []],
    ];
    for (const type of types) {
      assert.deepEqual(labels(type, {}), []);
      for (const [customizations, expected] of expectations) {
        assert.deepEqual(labels(type, { customizations }), expected, JSON.stringify(customizations));
      }
    }
  });

  it("are rejected for their settings", () => {
    assert.deepEqual(labels(cachePolicy, rejected.props as Properties), [["violation", 'cache policy "one"']]);
    assert.deepEqual(labels(cachePolicy, cached.props as Properties), []);
    const settings = { cachePolicyConfig: rejected.props as Properties };
    assert.deepEqual(labels("aws-native:cloudfront:CachePolicy", settings), [["violation", 'cache policy "one"']]);
  });
});
