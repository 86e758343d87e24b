import assert from "node:assert/strict";
import { isKnown, Unknown } from "../../../policy-pack/program/maybe";
import { readDistribution } from "../../../policy-pack/cloudfront/readers/distribution";
import { cachePolicyReaders, originRequestPolicyReaders } from "../../../policy-pack/cloudfront/readers/policies";

const custom = { originProtocolPolicy: "https-only", httpsPort: 443, originSslProtocols: ["TLSv1.2"] };
const settings = { viewerProtocolPolicy: "https-only", cachePolicyId: "c", originRequestPolicyId: "o" };
const functions = [{ eventType: "viewer-request", functionArn: "arn:f" }];

/** The same distribution as each of the three resource types. */
const shapes = {
  "aws:cloudfront/distribution:Distribution": {
    origins: [{ originId: "api", domainName: "a.example.com", originPath: "/v1", customOriginConfig: custom }],
    originGroups: [{ originId: "group", members: [{ originId: "api" }, { originId: "b" }] }],
    defaultCacheBehavior: { targetOriginId: "group", allowedMethods: ["GET", "HEAD"], ...settings },
    orderedCacheBehaviors: [
      {
        pathPattern: "/x/*",
        targetOriginId: "api",
        allowedMethods: ["GET", "HEAD"],
        cachedMethods: ["GET", "HEAD", "OPTIONS"],
        functionAssociations: functions,
        ...settings,
      },
    ],
    customErrorResponses: [{ errorCode: 404, responsePagePath: "/404.html" }],
    viewerCertificate: { cloudfrontDefaultCertificate: true },
  },
  "aws:cloudfront/multitenantDistribution:MultitenantDistribution": {
    origins: [{ id: "api", domainName: "a.example.com", originPath: "/v1", customOriginConfigs: [custom] }],
    originGroups: [{ id: "group", members: [{ originId: "api" }, { originId: "b" }] }],
    defaultCacheBehavior: { targetOriginId: "group", allowedMethods: { items: ["GET", "HEAD"] }, ...settings },
    cacheBehaviors: [
      {
        pathPattern: "/x/*",
        targetOriginId: "api",
        allowedMethods: { items: ["GET", "HEAD"], cachedMethods: ["GET", "HEAD", "OPTIONS"] },
        functionAssociations: functions,
        ...settings,
      },
    ],
    customErrorResponses: [{ errorCode: 404, responsePagePath: "/404.html" }],
    viewerCertificate: { cloudfrontDefaultCertificate: true },
  },
  "aws-native:cloudfront:Distribution": {
    distributionConfig: {
      origins: [
        {
          id: "api",
          domainName: "a.example.com",
          originPath: "/v1",
          customOriginConfig: { originProtocolPolicy: "https-only", httpsPort: 443, originSslProtocols: ["TLSv1.2"] },
        },
      ],
      originGroups: {
        quantity: 1,
        items: [{ id: "group", members: { quantity: 2, items: [{ originId: "api" }, { originId: "b" }] } }],
      },
      // CloudFormation's defaults.
      defaultCacheBehavior: { targetOriginId: "group", ...settings },
      cacheBehaviors: [
        {
          pathPattern: "/x/*",
          targetOriginId: "api",
          cachedMethods: ["GET", "HEAD", "OPTIONS"],
          functionAssociations: functions,
          ...settings,
        },
      ],
      customErrorResponses: [{ errorCode: 404, responsePagePath: "/404.html" }],
      viewerCertificate: { cloudFrontDefaultCertificate: true },
    },
  },
};

describe("readDistribution", () => {
  const [expected, ...others] = Object.entries(shapes).map(([type, props]) => readDistribution(type, props));

  it("reads every part of an aws distribution", () => {
    assert.ok(expected !== undefined && isKnown(expected.behaviors));
    assert.deepEqual(expected.originGroups, [{ id: "group", members: ["api", "b"] }]);
    assert.deepEqual(
      expected.behaviors.map(({ label, targetOriginId, allowedMethods, cachedMethods, edgeFunctions }) => [
        label,
        targetOriginId,
        allowedMethods,
        cachedMethods,
        edgeFunctions,
      ]),
      [
        [
          'cache behavior "/x/*"',
          "api",
          ["GET", "HEAD"],
          ["GET", "HEAD", "OPTIONS"],
          [{ kind: "cloudfront-function", event: "viewer-request", arn: "arn:f" }],
        ],
        ["default cache behavior", "group", ["GET", "HEAD"], ["GET", "HEAD"], []],
      ],
    );
    assert.deepEqual(expected.errorResponses, [
      { errorCode: 404, responseCode: undefined, responsePagePath: "/404.html", minimumTtl: undefined },
    ]);
    assert.deepEqual(expected.viewerCertificate, {
      isDefault: true,
      minimumProtocolVersion: undefined,
      acmCertificateArn: undefined,
      iamCertificateId: undefined,
    });
  });

  it("reads the same from the other two types", () => {
    const [multitenant, native] = others;
    // The aws provider does not send TTLs next to a policy; CloudFormation does.
    assert.ok(native !== undefined && isKnown(native.behaviors));
    const behaviors = native.behaviors.map((behavior) => ({ ...behavior, sendsTtlWithPolicy: false }));
    assert.deepEqual({ ...native, behaviors }, expected);
    assert.ok(multitenant?.aliases instanceof Unknown, "the domains belong to the tenants");
    assert.deepEqual({ ...multitenant, aliases: [] }, expected);
  });

  it("returns undefined for another type", () => {
    assert.equal(readDistribution("aws:s3/bucket:Bucket", {}), undefined);
  });

  it("reads CloudFormation's customOrigin as an origin", () => {
    const read = readDistribution("aws-native:cloudfront:Distribution", {
      distributionConfig: { customOrigin: { dnsName: "a.example.com", originProtocolPolicy: "http-only" } },
    });
    assert.ok(read !== undefined && isKnown(read.origins));
    assert.equal(read.origins[0]?.domainName, "a.example.com");
  });
});

describe("The policy readers", () => {
  const expected = { kind: "only", names: ["Host"] };

  it("read the same headers, cookies and query strings from aws and aws-native", () => {
    const aws = originRequestPolicyReaders.get("aws:cloudfront/originRequestPolicy:OriginRequestPolicy")?.({
      name: "mine",
      headersConfig: { headerBehavior: "whitelist", headers: { items: ["Host"] } },
      cookiesConfig: { cookieBehavior: "whitelist", cookies: { items: ["a"] } },
      queryStringsConfig: { queryStringBehavior: "all" },
    });
    const native = originRequestPolicyReaders.get("aws-native:cloudfront:OriginRequestPolicy")?.({
      originRequestPolicyConfig: {
        name: "mine",
        headersConfig: { headerBehavior: "whitelist", headers: ["Host"] },
        cookiesConfig: { cookieBehavior: "whitelist", cookies: ["a"] },
        queryStringsConfig: { queryStringBehavior: "all" },
      },
    });
    assert.deepEqual(aws?.headers, expected);
    assert.deepEqual(native, aws);
  });

  it("use CloudFront's default TTLs if a cache policy sets none", () => {
    const read = cachePolicyReaders.get("aws:cloudfront/cachePolicy:CachePolicy")?.({ minTtl: 5 });
    assert.deepEqual(read?.ttl, { min: 5, default: 86400, max: 31536000 });
  });
});
