import { Unknown } from "../../../policy-pack/program/maybe";
import { behaviorCacheSettings } from "../../../policy-pack/rules/behaviorCacheSettings";
import { behaviorPathShadowed } from "../../../policy-pack/rules/behaviorPathShadowed";
import { behaviorTargetOrigin } from "../../../policy-pack/rules/behaviorTargetOrigin";
import { errorPagesMaskApi } from "../../../policy-pack/rules/errorPagesMaskApi";
import { s3OriginAccessControl } from "../../../policy-pack/rules/s3OriginAccessControl";
import { viewerTransport } from "../../../policy-pack/rules/viewerTransport";
import { apiOrigin, goodForApi, goodForSite, Properties, resource, siteOrigin } from "../../support/distributions";
import { api, describeRule, site } from "../../support/ruleCases";

const notYet = new Unknown("not yet");
const byDefault = "default cache behavior";
const violation = [["violation", byDefault]] as const;
const undetermined = [["undetermined", byDefault]] as const;
const control = (signingBehavior: unknown) =>
  resource("aws:cloudfront/originAccessControl:OriginAccessControl", "control", { id: "E1", signingBehavior });
const uncontrolled = { originAccessControlId: undefined };

describeRule(s3OriginAccessControl, [
  {
    title: "the only origin is unknown",
    props: { origins: [notYet], orderedCacheBehaviors: [] },
    findings: undetermined,
  },
  { title: "no origin access control", props: site({}, uncontrolled), findings: violation },
  {
    title: "an origin access control that never signs",
    props: site({}),
    resources: [control("never")],
    findings: violation,
    message: /"never"/,
  },
  {
    title: "an origin access control that always signs",
    props: site({}),
    resources: [control("always")],
    findings: [],
  },
  {
    title: "one of two possible origin access controls never signs",
    props: site({}, { originAccessControlId: new Unknown("not yet", () => [control("always"), control("never")]) }),
    findings: undetermined,
  },
  {
    title: "a legacy origin access identity",
    props: site(
      {},
      { ...uncontrolled, s3OriginConfig: { originAccessIdentity: "origin-access-identity/cloudfront/E1" } },
    ),
    findings: [["weakness", byDefault]],
  },
  {
    title: "S3 settings without an identity",
    props: site({}, { ...uncontrolled, s3OriginConfig: { originAccessIdentity: "" } }),
    findings: violation,
  },
  {
    title: "an unknown signing behavior",
    props: site({}),
    resources: [control(notYet)],
    findings: undetermined,
  },
  {
    title: "a bucket whose policy can require the Referer that CloudFront adds",
    props: site({}, { ...uncontrolled, customHeaders: [{ name: "referer", value: "secret" }] }),
    findings: undetermined,
    message: /Check the policy, or set originAccessControlId/,
  },
  {
    title: "a custom header that no bucket policy can require",
    props: site({}, { ...uncontrolled, customHeaders: [{ name: "x-origin-verify", value: "secret" }] }),
    findings: violation,
  },
  {
    title: "a website endpoint",
    props: site({}, { ...uncontrolled, domainName: "b.s3-website.eu-west-1.amazonaws.com" }),
    findings: [],
  },
]);

const noOthers = { orderedCacheBehaviors: [] };
const group = (methods: string[]): Properties => ({
  originGroups: [{ originId: "group", members: [{ originId: "site" }, { originId: "api" }] }],
  defaultCacheBehavior: { ...goodForSite, targetOriginId: "group", allowedMethods: methods },
});

describeRule(behaviorTargetOrigin, [
  {
    title: "an ID that no origin has",
    props: site({ targetOriginId: "nowhere" }),
    findings: violation,
    message: /"nowhere"/,
  },
  { title: "an ID in another letter case", props: site({ targetOriginId: "Site" }), findings: violation },
  {
    title: "an unknown ID, and only one origin",
    props: { origins: [siteOrigin], defaultCacheBehavior: { ...goodForSite, targetOriginId: notYet }, ...noOthers },
    findings: undetermined,
  },
  {
    title: "an ID that the only origin, whose ID is unknown, may have",
    props: { origins: [{ ...siteOrigin, originId: notYet }], defaultCacheBehavior: goodForSite, ...noOthers },
    findings: undetermined,
  },
  { title: "an origin group with read methods", props: group(["GET", "HEAD", "OPTIONS"]), findings: [] },
  {
    title: "an origin group with POST",
    props: group(goodForApi.allowedMethods),
    findings: violation,
    message: /origin group/,
  },
  {
    title: "a group member that is no origin",
    props: { ...group(["GET"]), origins: [apiOrigin, { ...siteOrigin, originId: "renamed" }] },
    findings: violation,
  },
  { title: "an unknown target", props: site({ targetOriginId: notYet }), findings: undetermined },
]);

const legacy = { forwardedValues: { headers: ["*"], queryString: true, cookies: { forward: "all" } } };

describeRule(behaviorCacheSettings, [
  { title: "a cache policy and forwardedValues", props: site(legacy), findings: violation, message: /both/ },
  {
    title: "neither a cache policy nor forwardedValues",
    props: site({ cachePolicyId: undefined }),
    findings: violation,
    message: /neither/,
  },
  {
    title: "an origin request policy without a cache policy",
    props: site({ cachePolicyId: undefined, originRequestPolicyId: "o", ...legacy }),
    findings: violation,
    message: /originRequestPolicyId is set without cachePolicyId/,
  },
  {
    title: "all headers with a minimum TTL",
    props: site({ cachePolicyId: undefined, ...legacy, minTtl: 1 }),
    findings: violation,
    message: /rejects minTtl 1/,
  },
  {
    title: "TTLs out of order",
    props: site({ cachePolicyId: undefined, forwardedValues: { queryString: false }, minTtl: 5, defaultTtl: 1 }),
    findings: violation,
    message: /out of order/,
  },
  { title: "an unknown policy ID", props: site({ cachePolicyId: notYet }), findings: [] },
  {
    title: "an unknown minimum TTL",
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
    title: "an earlier pattern that matches all paths",
    props: paths("/a", "/a/*", "/a/b/*", "/a/b"),
    findings: [...shadowed("/a/b/*"), ...shadowed("/a/b")],
    message: /cache behavior "\/a\/\*" comes first and matches all of these paths/,
  },
  { title: "the narrower pattern first", props: paths("/a/b", "/a/b/*", "/a", "/a/*"), findings: [] },
  { title: "an earlier pattern with ? after *", props: paths("/x/*?", "/x/v*"), findings: shadowed("/x/v*") },
  { title: "patterns that only overlap", props: paths("*.jpg", "/images*"), findings: [] },
  { title: "patterns in different letter case", props: paths("/A", "/A/*", "/a", "/a/*"), findings: [] },
  { title: "an earlier pattern without a leading slash", props: paths("x*", "/x1"), findings: shadowed("/x1") },
  {
    title: "a folder path that goes to the default origin",
    props: { orderedCacheBehaviors: [{ pathPattern: "/api/*", ...goodForApi }] },
    findings: shadowed("/api/*"),
    message: /does not match "\/api", which goes to the default/,
  },
  {
    title: "a behavior for the folder path, without a leading slash",
    props: {
      orderedCacheBehaviors: [
        { pathPattern: "api", ...goodForApi },
        { pathPattern: "api/*", ...goodForApi },
      ],
    },
    findings: [],
  },
  { title: "a folder of files", props: paths("/assets/*"), findings: [] },
  {
    title: "an unknown pattern",
    props: paths(notYet, "/a"),
    findings: [["undetermined", "cache behavior number 1"]],
  },
]);

const page = (errorCode: unknown, responsePagePath?: unknown, responseCode: unknown = 200): Properties => ({
  customErrorResponses: [{ errorCode, responseCode, responsePagePath }],
});

const lambdaAt = (eventType: string): Properties => ({
  lambdaFunctionAssociations: [{ eventType, lambdaArn: "arn:aws:lambda:us-east-1:123456789012:function:edge:1" }],
});

describeRule(errorPagesMaskApi, [
  {
    title: "a page for 404 in front of an API",
    props: page(404, "/index.html"),
    findings: [["violation", "custom error response 404"]],
  },
  {
    title: "a page for 403 in front of a Lambda function URL",
    props: {
      ...page(403, "/index.html"),
      origins: [{ ...apiOrigin, domainName: "abcdef.lambda-url.eu-west-1.on.aws" }, siteOrigin],
    },
    findings: [["violation", "custom error response 403"]],
  },
  {
    title: "a page for 403 with the status 404",
    props: page(403, "/404.html", 404),
    findings: [["violation", "custom error response 403"]],
  },
  {
    title: "a page for 404 that keeps the status",
    props: page(404, "/404.html", 404),
    findings: [["weakness", "custom error response 404"]],
    message: /replaces the body of 404 responses of the API too, and keeps the status/,
  },
  {
    title: "a page that keeps the status of a multi-tenant distribution, which has it as a string",
    props: page(403, "/403.html", "403"),
    findings: [["weakness", "custom error response 403"]],
  },
  {
    title: "a page with an unknown status",
    props: page(404, "/404.html", notYet),
    findings: [["undetermined", "custom error response 404"]],
  },
  {
    title: "a page for 404, and a Lambda@Edge function that can change the status of the API's responses",
    props: { ...page(404, "/index.html"), ...api(lambdaAt("origin-response")) },
    findings: [["undetermined", "custom error response 404"]],
  },
  {
    title: "a page for 404, and a Lambda@Edge function that can select another origin",
    props: { ...page(404, "/index.html"), ...api(lambdaAt("origin-request")) },
    findings: [["undetermined", "custom error response 404"]],
  },
  {
    title: "a page for 404, and a Lambda@Edge function that runs after it",
    props: { ...page(404, "/index.html"), ...api(lambdaAt("viewer-response")) },
    findings: [["violation", "custom error response 404"]],
  },
  { title: "only a TTL for errors", props: page(404), findings: [] },
  { title: "a page for 500", props: page(500, "/500.html"), findings: [] },
  {
    title: "a distribution without an API",
    props: { ...page(404, "/index.html"), orderedCacheBehaviors: [], origins: [siteOrigin] },
    findings: [],
  },
  {
    title: "an unknown error code",
    props: page(notYet, "/index.html"),
    findings: [["undetermined", "custom error response unknown"]],
  },
]);

const certificate = (minimumProtocolVersion?: unknown): Properties => ({
  viewerCertificate: { acmCertificateArn: "arn", sslSupportMethod: "sni-only", minimumProtocolVersion },
});

describeRule(viewerTransport, [
  { title: "viewers can use HTTP", props: site({ viewerProtocolPolicy: "allow-all" }), findings: violation },
  { title: "TLS 1.1", props: certificate("TLSv1.1_2016"), findings: [["violation", "viewer certificate"]] },
  { title: "no version, which means TLS 1.0", props: certificate(), findings: [["violation", "viewer certificate"]] },
  { title: "TLS 1.2 or newer", props: certificate("TLSv1.3_2025"), findings: [] },
  {
    title: "CloudFront's default certificate with any version",
    props: { viewerCertificate: { cloudfrontDefaultCertificate: true, minimumProtocolVersion: "TLSv1" } },
    findings: [],
  },
  { title: "an unknown version", props: certificate(notYet), findings: [["undetermined", "viewer certificate"]] },
]);
