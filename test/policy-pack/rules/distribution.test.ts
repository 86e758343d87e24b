import { Unknown } from "../../../policy-pack/program/maybe";
import { behaviorCacheSettings } from "../../../policy-pack/rules/behaviorCacheSettings";
import { behaviorPathShadowed } from "../../../policy-pack/rules/behaviorPathShadowed";
import { behaviorTargetOrigin } from "../../../policy-pack/rules/behaviorTargetOrigin";
import { errorPagesMaskApi } from "../../../policy-pack/rules/errorPagesMaskApi";
import { s3OriginAccessControl } from "../../../policy-pack/rules/s3OriginAccessControl";
import { viewerTransport } from "../../../policy-pack/rules/viewerTransport";
import { apiOrigin, goodForApi, goodForSite, Properties, resource, siteOrigin } from "../../support/distributions";
import { describeRule, site } from "../../support/ruleCases";

const notYet = new Unknown("not yet");
const byDefault = "default cache behavior";
const violation = [["violation", byDefault]] as const;
const undetermined = [["undetermined", byDefault]] as const;
const control = (signingBehavior: unknown) =>
  resource("aws:cloudfront/originAccessControl:OriginAccessControl", "control", { id: "E1", signingBehavior });
const uncontrolled = { originAccessControlId: undefined };

describeRule(s3OriginAccessControl, [
  { where: "nothing signs", props: site({}, uncontrolled), findings: violation },
  {
    where: "the control never signs",
    props: site({}),
    resources: [control("never")],
    findings: violation,
    says: /"never"/,
  },
  { where: "the control always signs", props: site({}), resources: [control("always")], findings: [] },
  {
    where: "the control may be one of two, and one of them never signs",
    props: site({}, { originAccessControlId: new Unknown("not yet", () => [control("always"), control("never")]) }),
    findings: undetermined,
  },
  {
    where: "a legacy identity",
    props: site(
      {},
      { ...uncontrolled, s3OriginConfig: { originAccessIdentity: "origin-access-identity/cloudfront/E1" } },
    ),
    findings: [["advice", byDefault]],
  },
  {
    where: "settings without an identity",
    props: site({}, { ...uncontrolled, s3OriginConfig: { originAccessIdentity: "" } }),
    findings: violation,
  },
  {
    where: "whether the control signs is not known",
    props: site({}),
    resources: [control(notYet)],
    findings: undetermined,
  },
  {
    where: "a website endpoint",
    props: site({}, { ...uncontrolled, domainName: "b.s3-website.eu-west-1.amazonaws.com" }),
    findings: [],
  },
]);

const group = (methods: string[]): Properties => ({
  originGroups: [{ originId: "group", members: [{ originId: "site" }, { originId: "api" }] }],
  defaultCacheBehavior: { ...goodForSite, targetOriginId: "group", allowedMethods: methods },
});

describeRule(behaviorTargetOrigin, [
  { where: "no origin has the id", props: site({ targetOriginId: "nowhere" }), findings: violation, says: /"nowhere"/ },
  { where: "letter case differs", props: site({ targetOriginId: "Site" }), findings: violation },
  { where: "a group behind methods that read", props: group(["GET", "HEAD", "OPTIONS"]), findings: [] },
  { where: "a group behind POST", props: group(goodForApi.allowedMethods), findings: violation, says: /origin group/ },
  {
    where: "a group's member names no origin",
    props: { ...group(["GET"]), origins: [apiOrigin, { ...siteOrigin, originId: "renamed" }] },
    findings: violation,
  },
  { where: "the target is not known", props: site({ targetOriginId: notYet }), findings: undetermined },
]);

const legacy = { forwardedValues: { headers: ["*"], queryString: true, cookies: { forward: "all" } } };

describeRule(behaviorCacheSettings, [
  { where: "both kinds of settings", props: site(legacy), findings: violation, says: /both/ },
  { where: "neither", props: site({ cachePolicyId: undefined }), findings: violation, says: /neither/ },
  {
    where: "an origin request policy alone",
    props: site({ cachePolicyId: undefined, originRequestPolicyId: "o", ...legacy }),
    findings: violation,
    says: /originRequestPolicyId without a cachePolicyId/,
  },
  {
    where: "all headers and a minimum TTL",
    props: site({ cachePolicyId: undefined, ...legacy, minTtl: 1 }),
    findings: violation,
    says: /rejects minTtl 1/,
  },
  {
    where: "TTLs out of order",
    props: site({ cachePolicyId: undefined, forwardedValues: { queryString: false }, minTtl: 5, defaultTtl: 1 }),
    findings: violation,
    says: /out of order/,
  },
  { where: "a policy whose id is not known", props: site({ cachePolicyId: notYet }), findings: [] },
  {
    where: "the minimum TTL is not known",
    props: site({ cachePolicyId: undefined, ...legacy, minTtl: notYet }),
    findings: undetermined,
  },
]);

const paths = (...patterns: unknown[]): Properties => ({
  orderedCacheBehaviors: patterns.map((pathPattern) => ({ pathPattern, ...goodForSite })),
});
const shadowed = (pattern: string) => [["violation", `cache behavior "${pattern}"`]] as const;

describeRule(behaviorPathShadowed, [
  {
    where: "an earlier pattern takes all",
    props: paths("/a", "/a/*", "/a/b/*", "/a/b"),
    findings: [...shadowed("/a/b/*"), ...shadowed("/a/b")],
    says: /cache behavior "\/a\/\*" precedes it/,
  },
  { where: "the narrower one comes first", props: paths("/a/b", "/a/b/*", "/a", "/a/*"), findings: [] },
  { where: "a ? after a * covers any further character", props: paths("/x/*?", "/x/v*"), findings: shadowed("/x/v*") },
  { where: "patterns only overlap", props: paths("*.jpg", "/images*"), findings: [] },
  { where: "letter case differs", props: paths("/A", "/A/*", "/a", "/a/*"), findings: [] },
  { where: "a leading slash is implied", props: paths("x*", "/x1"), findings: shadowed("/x1") },
  {
    where: "a folder's own path goes elsewhere",
    props: { orderedCacheBehaviors: [{ pathPattern: "/api/*", ...goodForApi }] },
    findings: shadowed("/api/*"),
    says: /does not match "\/api", which goes to the default/,
  },
  {
    where: "a folder's own path has a behavior, without a leading slash",
    props: {
      orderedCacheBehaviors: [
        { pathPattern: "api", ...goodForApi },
        { pathPattern: "api/*", ...goodForApi },
      ],
    },
    findings: [],
  },
  { where: "a folder of files, which has nothing at its own path", props: paths("/assets/*"), findings: [] },
  {
    where: "a pattern is not known",
    props: paths(notYet, "/a"),
    findings: [["undetermined", "cache behavior number 1"]],
  },
]);

const page = (errorCode: unknown, responsePagePath?: unknown): Properties => ({
  customErrorResponses: [{ errorCode, responseCode: 200, responsePagePath }],
});

describeRule(errorPagesMaskApi, [
  {
    where: "a page for 404 in front of an API",
    props: page(404, "/index.html"),
    findings: [["violation", "custom error response 404"]],
  },
  { where: "only how long an error is cached", props: page(404), findings: [] },
  { where: "a page for 500", props: page(500, "/500.html"), findings: [] },
  {
    where: "no API behind the distribution",
    props: { ...page(404, "/index.html"), orderedCacheBehaviors: [], origins: [siteOrigin] },
    findings: [],
  },
  {
    where: "the code is not known",
    props: page(notYet, "/index.html"),
    findings: [["undetermined", "custom error response unknown"]],
  },
]);

const certificate = (minimumProtocolVersion?: unknown): Properties => ({
  viewerCertificate: { acmCertificateArn: "arn", sslSupportMethod: "sni-only", minimumProtocolVersion },
});

describeRule(viewerTransport, [
  { where: "viewers may use HTTP", props: site({ viewerProtocolPolicy: "allow-all" }), findings: violation },
  { where: "TLS 1.1", props: certificate("TLSv1.1_2016"), findings: [["violation", "viewer certificate"]] },
  { where: "no version, which is TLS 1.0", props: certificate(), findings: [["violation", "viewer certificate"]] },
  { where: "TLS 1.2 and whatever is newer", props: certificate("TLSv1.3_2025"), findings: [] },
  {
    where: "CloudFront's own certificate, whatever is written",
    props: { viewerCertificate: { cloudfrontDefaultCertificate: true, minimumProtocolVersion: "TLSv1" } },
    findings: [],
  },
  { where: "the version is not known", props: certificate(notYet), findings: [["undetermined", "viewer certificate"]] },
]);
