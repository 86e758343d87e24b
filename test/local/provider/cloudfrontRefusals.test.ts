import assert from "node:assert/strict";
import { Account, JsonObject } from "../../../local/account";
import { CacheBehavior, Origin } from "../../../local/edge/cloudfront/deployed";
import { Refusal, Resources } from "../../../local/provider/resources";
import { put, putOriginAccessControl } from "../../support/account";
import { allViewer } from "../../support/programs";
import { behaviorTo, Described, propertiesFor, Shape, shapes, typeOf } from "../../support/shapes";

const account = new Account();
const resources = new Resources(account, () => "eu-west-1", "nested");

const oac = putOriginAccessControl(account, "always");
const certificateType = "aws:acm/certificate:Certificate";
const arn = (region: string): string => `arn:aws:acm:${region}:123456789012:certificate/${region}`;
for (const region of ["us-east-1", "eu-west-1"]) {
  put(account, certificateType, { domainName: "*.covered.example.com" }, { id: arn(region) });
}
put(
  account,
  "aws:apigateway/domainName:DomainName",
  { domainName: "taken.example.com", cloudfrontDomainName: "d1.cloudfront.net" },
  { id: "taken.example.com" },
);

function refusalOf(type: string, inputs: JsonObject): string {
  try {
    resources.create(type, inputs);
    return "accepted";
  } catch (error) {
    assert.ok(error instanceof Refusal, String(error));
    return error.message;
  }
}

const api: Origin = {
  originId: "api",
  domainName: "abc.execute-api.eu-west-1.amazonaws.com",
  customOriginConfig: { originProtocolPolicy: "https-only" },
};
const site: Origin = { originId: "site", domainName: "site.s3.eu-west-1.amazonaws.com", originAccessControlId: oac };
const group = {
  originId: "both",
  failoverCriteria: { statusCodes: [503] },
  members: [{ originId: "api" }, { originId: "site" }],
};
const eleven = "a b c d e f g h i j k".split(" ");
const allMethods = ["GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"];
const legacy = (headers: string[], ttls: Partial<CacheBehavior> = {}): CacheBehavior => ({
  targetOriginId: "api",
  viewerProtocolPolicy: "https-only",
  allowedMethods: ["GET", "HEAD"],
  forwardedValues: { headers, queryString: false, cookies: { forward: "none" } },
  ...ttls,
});
const certificate = (region: string) => ({ viewerCertificate: { acmCertificateArn: arn(region) } });

/** Facts, section 3. A multi-tenant distribution has no legacy settings, no OAI, and its names on its tenants. */
type Row = readonly [name: string, change: Partial<Described>, error: RegExp, only?: readonly Shape[]];
const notMultitenant = ["aws", "native"] as const;
const rows: readonly Row[] = [
  ["nothing wrong", {}, /^accepted$/],
  ["a target that is no origin", { defaultCacheBehavior: behaviorTo("other") }, /^NoSuchOrigin/],
  [
    "a member of a group that is no origin",
    { originGroups: [{ ...group, members: [{ originId: "api" }, { originId: "other" }] }] },
    /^NoSuchOrigin/,
  ],
  [
    "a group as target",
    { originGroups: [group], defaultCacheBehavior: behaviorTo("both", { allowedMethods: ["GET", "HEAD", "OPTIONS"] }) },
    /^accepted$/,
  ],
  [
    "a group behind POST",
    { originGroups: [group], defaultCacheBehavior: behaviorTo("both", { allowedMethods: allMethods }) },
    /^InvalidArgument: The parameter AllowedMethods cannot include POST/,
  ],
  [
    "both a cache policy and legacy settings",
    { defaultCacheBehavior: { ...behaviorTo("api"), ...legacy([]) } },
    /^InvalidArgument: The parameter ForwardedValues cannot be used when a cache policy is associated/,
    notMultitenant,
  ],
  [
    "neither",
    { defaultCacheBehavior: behaviorTo("api", { cachePolicyId: undefined, originRequestPolicyId: undefined }) },
    /^InvalidArgument: The parameter ForwardedValues is required/,
  ],
  [
    "an origin request policy beside legacy settings",
    { defaultCacheBehavior: { ...legacy([]), originRequestPolicyId: allViewer } },
    /^InvalidArgument: The parameter OriginRequestPolicyId requires a cache policy/,
    notMultitenant,
  ],
  [
    "a cache policy that is not there",
    { defaultCacheBehavior: behaviorTo("api", { cachePolicyId: "none" }) },
    /^NoSuchCachePolicy/,
  ],
  [
    "an origin request policy that is not there",
    { defaultCacheBehavior: behaviorTo("api", { originRequestPolicyId: "none" }) },
    /^NoSuchOriginRequestPolicy/,
  ],
  [
    "all headers with a minimum TTL",
    { defaultCacheBehavior: legacy(["*"], { minTtl: 1 }) },
    /^InvalidArgument: The parameter MinTTL must be 0/,
    notMultitenant,
  ],
  ["TTLs in order", { defaultCacheBehavior: legacy([], { minTtl: 0, maxTtl: 60 }) }, /^accepted$/, notMultitenant],
  [
    "a default TTL above the maximum",
    { defaultCacheBehavior: legacy([], { defaultTtl: 61, maxTtl: 60 }) },
    /^InvalidTTLOrder/,
    notMultitenant,
  ],
  [
    "eleven legacy headers",
    { defaultCacheBehavior: legacy(eleven) },
    /^TooManyHeadersInForwardedValues/,
    notMultitenant,
  ],
  ["legacy Host to an API", { defaultCacheBehavior: legacy(["Host"]) }, /^accepted$/, notMultitenant],
  [
    "legacy Host to a bucket, in an ordered behavior",
    { orderedCacheBehaviors: [{ pathPattern: "/a", ...legacy(["hOST"]), targetOriginId: "site" }] },
    /^InvalidHeadersForS3Origin/,
    notMultitenant,
  ],
  [
    "viewer headers by policy to a bucket",
    { defaultCacheBehavior: behaviorTo("site", { originRequestPolicyId: allViewer }) },
    /^accepted$/,
  ],
  [
    "an access identity beside an access control",
    { origins: [api, { ...site, s3OriginConfig: { originAccessIdentity: "origin-access-identity/cloudfront/E1" } }] },
    /^IllegalOriginAccessConfiguration/,
    notMultitenant,
  ],
  [
    "an access control beside an empty access identity",
    { origins: [api, { ...site, s3OriginConfig: { originAccessIdentity: "" } }] },
    /^accepted$/,
    notMultitenant,
  ],
  [
    "an access control for an API",
    { origins: [{ ...api, originAccessControlId: oac }, site] },
    /^InvalidDomainNameForOriginAccessControl/,
  ],
  [
    "Host as a custom header",
    { origins: [{ ...api, customHeaders: [{ name: "Host", value: "x" }] }, site] },
    /^InvalidArgument: The parameter HeaderName/,
  ],
  [
    "an alias with a certificate that covers it",
    { aliases: ["a.covered.example.com"], ...certificate("us-east-1") },
    /^accepted$/,
    notMultitenant,
  ],
  [
    "an alias that is taken",
    { aliases: ["taken.example.com"], ...certificate("us-east-1") },
    /^CNAMEAlreadyExists/,
    notMultitenant,
  ],
  [
    "an alias without certificate",
    { aliases: ["b.covered.example.com"] },
    /^InvalidViewerCertificate: To add an alternate domain name/,
    notMultitenant,
  ],
  [
    "a certificate of another region",
    { aliases: ["b.covered.example.com"], ...certificate("eu-west-1") },
    /^InvalidViewerCertificate: The specified SSL certificate/,
    notMultitenant,
  ],
  [
    "a certificate that does not cover the alias",
    { aliases: ["b.a.covered.example.com"], ...certificate("us-east-1") },
    /^InvalidViewerCertificate: The certificate that is attached to your distribution doesn't cover/,
    notMultitenant,
  ],
];

describe("CloudFront's refusal of a distribution", () => {
  for (const [name, change, error, only = shapes] of rows) {
    for (const shape of only) {
      it(`${name}: ${error.source} (${shape})`, () => {
        const described = { aliases: [], origins: [api, site], defaultCacheBehavior: behaviorTo("api"), ...change };
        // The same alias is asked for by each type; the resource of the one before is gone by then.
        const type = typeOf[shape];
        assert.match(refusalOf(type, propertiesFor(shape, described)), error);
        for (const { id } of account.list(type)) {
          resources.delete(type, id);
        }
      });
    }
  }

  it("lets a distribution keep its own alias at an update", () => {
    const inputs = propertiesFor("aws", {
      aliases: ["own.covered.example.com"],
      origins: [api],
      defaultCacheBehavior: behaviorTo("api"),
      ...certificate("us-east-1"),
    });
    const { id } = resources.create(typeOf.aws, inputs);
    assert.equal(resources.update(typeOf.aws, id, inputs).id, id);
    assert.match(refusalOf(typeOf.aws, inputs), /^CNAMEAlreadyExists/);
  });

  it("refuses a tenant whose distribution is not there or whose domain is taken", () => {
    const tenantType = "aws:cloudfront/distributionTenant:DistributionTenant";
    const described = { aliases: [], origins: [api], defaultCacheBehavior: behaviorTo("api") };
    const { id } = resources.create(typeOf.multitenant, propertiesFor("multitenant", described));
    const tenant = { name: "t", distributionId: id, domains: [{ domain: "tenant.example.com" }] };
    assert.match(refusalOf(tenantType, { ...tenant, distributionId: "E0" }), /^EntityNotFound/);
    assert.equal(refusalOf(tenantType, tenant), "accepted");
    assert.match(refusalOf(tenantType, { ...tenant, name: "u" }), /^CNAMEAlreadyExists/);
  });
});

const none = {
  headersConfig: { headerBehavior: "none" },
  cookiesConfig: { cookieBehavior: "none" },
  queryStringsConfig: { queryStringBehavior: "none" },
};
const off = { minTtl: 0, defaultTtl: 0, maxTtl: 0 };
const headers = (...names: string[]) => ({ headersConfig: { headerBehavior: "whitelist", headers: names } });
const cookies = (...names: string[]) => ({ cookiesConfig: { cookieBehavior: "whitelist", cookies: names } });
const queryStrings = (...names: string[]) => ({
  queryStringsConfig: { queryStringBehavior: "whitelist", queryStrings: names },
});
const gzip = { enableAcceptEncodingGzip: true };

/** As aws-native has it. */
const cachePolicies: readonly [name: string, ttls: JsonObject, parameters: JsonObject, error: RegExp][] = [
  ["nothing wrong", { minTtl: 1 }, { ...gzip, ...headers("Accept") }, /^accepted$/],
  ["no caching at all", off, {}, /^accepted$/],
  ["a default TTL below the minimum", { minTtl: 2, defaultTtl: 1, maxTtl: 3 }, {}, /^InvalidArgument: .*MinTTL/],
  ["gzip without caching", off, gzip, /EnableAcceptEncodingGzip is invalid for policy with caching disabled/],
  ["br without caching", off, { enableAcceptEncodingBrotli: true }, /EnableAcceptEncodingBrotli is invalid/],
  ["headers without caching", off, headers("Host"), /HeaderBehavior is invalid for policy with caching disabled/],
  ["cookies without caching", off, cookies("a"), /CookieBehavior is invalid for policy with caching disabled/],
  ["query strings without caching", off, queryStrings("a"), /QueryStringBehavior is invalid for policy with caching/],
  [
    "Accept-Encoding beside gzip",
    {},
    { ...gzip, ...headers("accept-encoding") },
    /^InvalidArgument: .*Accept-Encoding/,
  ],
  ["Accept-Encoding as an ordinary header", {}, headers("Accept-Encoding"), /^accepted$/],
  ["eleven headers", {}, headers(...eleven), /^TooManyHeadersInCachePolicy/],
  ["eleven cookies", {}, cookies(...eleven), /^TooManyCookiesInCachePolicy/],
  ["eleven query strings", {}, queryStrings(...eleven), /^TooManyQueryStringsInCachePolicy/],
];

/** As aws has it. */
function withItems(parameters: JsonObject): JsonObject {
  const text = JSON.stringify(parameters).replace(
    /"(headers|cookies|queryStrings)":(\[[^\]]*\])/g,
    '"$1":{"items":$2}',
  );
  return JSON.parse(text) as JsonObject;
}

describe("CloudFront's refusal of a policy", () => {
  for (const [name, ttls, parameters, error] of cachePolicies) {
    it(`cache policy with ${name}: ${error.source} (aws and aws-native)`, () => {
      const config = { ...ttls, name, parametersInCacheKeyAndForwardedToOrigin: { ...none, ...parameters } };
      assert.match(refusalOf("aws-native:cloudfront:CachePolicy", { cachePolicyConfig: config }), error);
      assert.match(refusalOf("aws:cloudfront/cachePolicy:CachePolicy", withItems(config)), error);
    });
  }

  const requestPolicies: readonly [name: string, parameters: JsonObject, error: RegExp][] = [
    ["ten headers", headers(...eleven.slice(1)), /^accepted$/],
    ["eleven headers", headers(...eleven), /^TooManyHeadersInOriginRequestPolicy/],
    ["eleven query strings", queryStrings(...eleven), /^TooManyQueryStringsInOriginRequestPolicy/],
  ];
  for (const [name, parameters, error] of requestPolicies) {
    it(`origin request policy with ${name}: ${error.source} (aws and aws-native)`, () => {
      const config = { name, ...none, ...parameters };
      const nativeType = "aws-native:cloudfront:OriginRequestPolicy";
      assert.match(refusalOf(nativeType, { originRequestPolicyConfig: config }), error);
      assert.match(refusalOf("aws:cloudfront/originRequestPolicy:OriginRequestPolicy", withItems(config)), error);
    });
  }
});
