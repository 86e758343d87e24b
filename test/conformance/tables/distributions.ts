import { Account, JsonObject } from "../../../local-aws/aws/account";
import { CacheBehavior, Origin } from "../../../local-aws/aws/cloudfront/distribution";
import { put, putOriginAccessControl } from "../../support/account";
import { legacy } from "../../support/agreement";
import { cloudFrontApi, guide, Row } from "../../support/conformance";
import { allViewer } from "../../support/programs";
import { behaviorTo, Described, Settings, Shape } from "../../support/shapes";

export interface DistributionRow extends Row {
  /** The difference from a distribution that CloudFront accepts. */
  readonly change: Partial<Described>;
  readonly expected: RegExp;
  /** @default every type of distribution */
  readonly only?: readonly Shape[];
}

/** An account with the resources that the distributions refer to. */
export const account = new Account();
const oac = putOriginAccessControl(account, "always");
const certificateIn = (region: string): JsonObject => {
  const arn = `arn:aws:acm:${region}:123456789012:certificate/${region}`;
  put(account, "aws:acm/certificate:Certificate", { domainName: "*.covered.example.com" }, { id: arn });
  return { acmCertificateArn: arn };
};
const [certificate, otherCertificate] = [certificateIn("us-east-1"), certificateIn("eu-west-1")];
put(
  account,
  "aws:apigateway/domainName:DomainName",
  { domainName: "taken.example.com", cloudfrontDomainName: "d1.cloudfront.net" },
  { id: "taken.example.com" },
);

export const api: Origin = {
  originId: "api",
  domainName: "abc.execute-api.eu-west-1.amazonaws.com",
  customOriginConfig: { originProtocolPolicy: "https-only" },
};
const site: Origin = { originId: "site", domainName: "site.s3.eu-west-1.amazonaws.com", originAccessControlId: oac };
export const accepted: Described = { aliases: [], origins: [api, site], defaultCacheBehavior: behaviorTo("api") };

const group = {
  originId: "both",
  failoverCriteria: { statusCodes: [503] },
  members: [{ originId: "api" }, { originId: "site" }],
};
export const eleven = "a b c d e f g h i j k".split(" ");
export const allMethods = ["GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"];
const isAccepted = /^accepted$/;
// A multi-tenant distribution has no legacy settings and no access identity, and only its tenants have aliases.
const only = ["aws", "native"] as const;

const old = (headers: string[], ttls: Partial<CacheBehavior> = {}) => ({
  defaultCacheBehavior: behaviorTo("api", { ...legacy(...headers), ...ttls }),
});
const behaving = (settings: Settings) => ({ defaultCacheBehavior: behaviorTo("api", settings) });
const withOrigin = (origin: Partial<Origin>) => ({ origins: [{ ...api, ...origin }, site] });
const named = (alias: string, viewerCertificate?: JsonObject) => ({
  aliases: [alias],
  ...(viewerCertificate === undefined ? {} : { viewerCertificate }),
});

const cacheBehavior = cloudFrontApi("CacheBehavior");
const create = cloudFrontApi("CreateDistribution");
const names = guide("CNAMEs#alternate-domain-names-requirements");
const ttl = guide("DownloadDistValuesCacheBehavior#DownloadDistValuesMinTTL");
const valuesOfBehavior = guide("DownloadDistValuesCacheBehavior");

export const distributionRows: readonly DistributionRow[] = [
  { section: 3, row: "a valid distribution", pages: [create], change: {}, expected: isAccepted },
  {
    section: 3,
    row: "ForwardedValues with a cache policy",
    pages: [cacheBehavior],
    certainty: "reported",
    change: { defaultCacheBehavior: { ...behaviorTo("api"), ...legacy() } },
    expected: /^InvalidArgument: The parameter ForwardedValues cannot be used when a cache policy is associated/,
    only,
  },
  {
    section: 3,
    row: "neither ForwardedValues nor a cache policy",
    pages: [cacheBehavior],
    change: behaving({ cachePolicyId: undefined, originRequestPolicyId: undefined }),
    expected: /^InvalidArgument: The parameter ForwardedValues is required/,
  },
  {
    section: 3,
    row: "an origin request policy without a cache policy",
    pages: [guide("controlling-origin-requests")],
    change: old([], { originRequestPolicyId: allViewer }),
    expected: /^InvalidArgument: The parameter OriginRequestPolicyId requires a cache policy/,
    only,
  },
  {
    section: 3,
    row: "eleven legacy headers",
    pages: [guide("cloudfront-limits#limits-allowlists"), create],
    change: old(eleven),
    expected: /^TooManyHeadersInForwardedValues/,
    only,
  },
  {
    section: 3,
    row: "a legacy header that CloudFront does not cache by",
    pages: [guide("header-caching")],
    certainty: "derived",
    change: old(["Accept", "tE"]),
    expected: /^InvalidArgument: The parameter Headers contains a header that cannot be in the cache key/,
    only,
  },
  {
    section: 3,
    row: "legacy Host to an API",
    pages: [guide("header-caching")],
    change: old(["Host"]),
    expected: isAccepted,
    only,
  },
  {
    section: 3,
    row: "legacy Host to a bucket, in an ordered behavior",
    pages: [create],
    certainty: "the model's choice",
    change: { orderedCacheBehaviors: [{ pathPattern: "/a", ...behaviorTo("site", legacy("hOST")) }] },
    expected: /^InvalidHeadersForS3Origin/,
    only,
  },
  {
    section: 3,
    row: "AllViewer to a bucket",
    pages: [guide("http-403-permission-denied")],
    certainty: "reported",
    change: { defaultCacheBehavior: behaviorTo("site", { originRequestPolicyId: allViewer }) },
    expected: isAccepted,
  },
  {
    section: 3,
    row: "an access identity with an access control",
    pages: [create],
    change: {
      origins: [api, { ...site, s3OriginConfig: { originAccessIdentity: "origin-access-identity/cloudfront/E1" } }],
    },
    expected: /^IllegalOriginAccessConfiguration/,
    only,
  },
  {
    section: 3,
    row: "an empty access identity with an access control",
    pages: [guide("private-content-restricting-access-to-s3")],
    change: { origins: [api, { ...site, s3OriginConfig: { originAccessIdentity: "" } }] },
    expected: isAccepted,
    only,
  },
  {
    section: 3,
    row: "an access control for an API",
    pages: [create],
    change: withOrigin({ originAccessControlId: oac }),
    expected: /^InvalidDomainNameForOriginAccessControl/,
  },
  {
    section: 3,
    row: "an access control for a website endpoint",
    pages: [create],
    change: withOrigin({ domainName: "pages.s3-website.eu-west-1.amazonaws.com", originAccessControlId: oac }),
    expected: /^InvalidDomainNameForOriginAccessControl/,
  },
  {
    section: 3,
    row: "a URL as the domain name of an origin",
    pages: [create],
    change: withOrigin({ domainName: "https://shop.example.net" }),
    expected: /^InvalidArgument: The parameter origin name cannot contain a colon/,
  },
  {
    section: 3,
    row: "an access control for a Lambda function URL",
    pages: [guide("private-content-restricting-access-to-lambda")],
    change: withOrigin({ domainName: "abc.lambda-url.eu-west-1.on.aws", originAccessControlId: oac }),
    expected: isAccepted,
  },
  {
    section: 3,
    row: "a legacy default TTL above the maximum",
    pages: [create],
    change: old([], { defaultTtl: 61, maxTtl: 60 }),
    expected: /^InvalidTTLOrder/,
    only,
  },
  {
    section: 3,
    row: "legacy TTLs in order",
    pages: [ttl],
    change: old([], { minTtl: 0, maxTtl: 60 }),
    expected: isAccepted,
    only,
  },
  {
    section: 3,
    row: "legacy * with a minimum TTL",
    pages: [cacheBehavior, ttl],
    change: old(["*"], { minTtl: 1 }),
    expected: /^InvalidArgument: The parameter MinTTL must be 0/,
    only,
  },
  {
    section: 3,
    row: "AllViewer with a cache policy with a minimum TTL",
    pages: [ttl],
    certainty: "derived",
    change: behaving({ cachePolicyId: "658327ea-f89d-4fab-a63d-7e88639e58f6", originRequestPolicyId: allViewer }),
    expected: isAccepted,
  },
  {
    section: 3,
    row: "a target without an origin",
    pages: [create],
    change: { defaultCacheBehavior: behaviorTo("other") },
    expected: /^NoSuchOrigin/,
  },
  {
    section: 3,
    row: "a member of a group without an origin",
    pages: [create],
    change: { originGroups: [{ ...group, members: [{ originId: "api" }, { originId: "other" }] }] },
    expected: /^NoSuchOrigin/,
  },
  {
    section: 3,
    row: "a cache policy that does not exist",
    pages: [create],
    change: behaving({ cachePolicyId: "none" }),
    expected: /^NoSuchCachePolicy/,
  },
  {
    section: 3,
    row: "an origin request policy that does not exist",
    pages: [create],
    change: behaving({ originRequestPolicyId: "none" }),
    expected: /^NoSuchOriginRequestPolicy/,
  },
  {
    section: 3,
    row: "an alias with a certificate that covers it",
    pages: [names],
    change: named("a.covered.example.com", certificate),
    expected: isAccepted,
    only,
  },
  {
    section: 3,
    row: "an alias that an edge-optimized custom domain has",
    pages: [create],
    certainty: "reported",
    change: named("taken.example.com", certificate),
    expected: /^CNAMEAlreadyExists/,
    only,
  },
  {
    section: 3,
    row: "an alias without a certificate",
    pages: [names],
    change: named("b.covered.example.com"),
    expected: /^InvalidViewerCertificate: To add an alternate domain name/,
    only,
  },
  {
    section: 3,
    row: "a viewer certificate outside us-east-1",
    pages: [names],
    change: named("b.covered.example.com", otherCertificate),
    expected: /^InvalidViewerCertificate: The specified SSL certificate/,
    only,
  },
  {
    section: 3,
    row: "a viewer certificate that does not cover the alias",
    pages: [names],
    change: named("b.a.covered.example.com", certificate),
    expected: /^InvalidViewerCertificate: The certificate that is attached to your distribution doesn't cover/,
    only,
  },
  {
    section: 3,
    row: "an origin group with read-only methods",
    pages: [valuesOfBehavior],
    change: {
      originGroups: [group],
      defaultCacheBehavior: behaviorTo("both", { allowedMethods: ["GET", "HEAD", "OPTIONS"] }),
    },
    expected: isAccepted,
  },
  {
    section: 3,
    row: "an origin group with POST",
    pages: [valuesOfBehavior],
    certainty: "reported",
    change: { originGroups: [group], defaultCacheBehavior: behaviorTo("both", { allowedMethods: allMethods }) },
    expected: /^InvalidArgument: The parameter AllowedMethods cannot include POST/,
  },
  {
    section: 3,
    row: "Host as an origin custom header",
    pages: [guide("add-origin-custom-headers#add-origin-custom-headers-denylist")],
    change: withOrigin({ customHeaders: [{ name: "Host", value: "x" }] }),
    expected: /^InvalidArgument: The parameter HeaderName/,
  },
];
