import { Unknown } from "../../../policy-pack/program/maybe";
import { Resource } from "../../../policy-pack/program/resource";
import { rejectedByCloudFront } from "../../../policy-pack/rules/rejectedByCloudFront";
import { apiOrigin, goodForApi, goodForSite, Properties, resource, siteOrigin } from "../../support/distributions";
import { api, apiBehavior, describeRule } from "../../support/ruleCases";

const violation = (part: string) => [["violation", part]] as const;
const undetermined = (part: string) => [["undetermined", part]] as const;
const unknown = new Unknown("not yet");

const second = (changes: Properties): Properties => ({
  origins: [apiOrigin, siteOrigin, { ...apiOrigin, ...changes }],
});
const withHeaders = (...names: readonly unknown[]) =>
  api({}, { customHeaders: names.map((name) => ({ name, value: "x" })) });
const pages = (...customErrorResponses: readonly unknown[]): Properties => ({ customErrorResponses });
const pattern = (pathPattern: unknown): Properties => ({
  orderedCacheBehaviors: [
    { pathPattern: "/api", ...goodForApi },
    { pathPattern: "/api/*", ...goodForApi },
    { pathPattern, ...goodForSite },
  ],
});
const withFunctions = (cloudFront: readonly unknown[], lambda: readonly unknown[] = []) =>
  api({
    functionAssociations: cloudFront.map((eventType) => ({
      eventType,
      functionArn: "arn:aws:cloudfront::1:function/f",
    })),
    lambdaFunctionAssociations: lambda.map((eventType) => ({
      eventType,
      lambdaArn: "arn:aws:lambda:us-east-1:123456789012:function:f:1",
    })),
  });
const legacy = (...headers: readonly string[]) =>
  api({
    cachePolicyId: undefined,
    originRequestPolicyId: undefined,
    forwardedValues: { queryString: true, headers },
  });
const cachedBy = (settings: Properties, headers?: readonly unknown[]): readonly Resource[] => [
  resource("aws:cloudfront/cachePolicy:CachePolicy", "cached", {
    name: "cached",
    ...settings,
    parametersInCacheKeyAndForwardedToOrigin: {
      headersConfig:
        headers === undefined
          ? { headerBehavior: "none" }
          : { headerBehavior: "whitelist", headers: { items: headers } },
      ...(settings.parameters as Properties | undefined),
    },
  }),
];
const cached = api({ cachePolicyId: "cached-id" });

describeRule(rejectedByCloudFront, [
  {
    title: "two different origins with one ID",
    props: second({ domainName: "users.example.net" }),
    findings: violation("origins"),
    message: /several origins have the ID "api", .* Give each origin its own ID/,
  },
  { title: "the same origin twice, which the provider reduces to one", props: second({}), findings: [] },
  {
    title: "two origins with one ID and unknown names",
    props: {
      origins: [
        { ...apiOrigin, domainName: unknown },
        siteOrigin,
        { ...apiOrigin, domainName: new Unknown("nor this") },
      ],
    },
    findings: undetermined("origins"),
  },
  { title: "two origins with unknown IDs", props: second({ originId: unknown }), findings: [] },
  {
    title: "Host as a custom header of an origin",
    props: withHeaders("X-Origin-Verify", "host"),
    findings: violation("origin custom headers"),
    message: /does not allow host as a custom header of origin "api"/,
  },
  {
    title: "a custom header with a prefix of CloudFront",
    props: withHeaders("X-Edge-Token"),
    findings: violation("origin custom headers"),
  },
  {
    title: "custom headers whose names only resemble the ones that CloudFront does not allow",
    props: withHeaders("X-Host", "Hosts", "X-Amzn-Trace", "Authorization", "X-Forwarded-Host", "Ranges"),
    findings: [],
  },
  {
    title: "a custom header with an unknown name",
    props: withHeaders(unknown),
    findings: undetermined("origin custom headers"),
  },
  {
    title: "an error page without a status",
    props: pages({ errorCode: 500, responsePagePath: "/500.html" }),
    findings: violation("custom error responses"),
    message: /the custom error response for 500 has only one of responseCode and responsePagePath/,
  },
  {
    title: "the status of an error without a page",
    props: pages({ errorCode: 403, responseCode: 404 }),
    findings: violation("custom error responses"),
  },
  {
    title: "an error page in a state, which has empty values",
    props: pages(
      { errorCode: 502, responseCode: 0, responsePagePath: "", errorCachingMinTtl: 3 },
      { errorCode: 500, responseCode: 500, responsePagePath: "/500.html" },
    ),
    findings: [],
  },
  {
    title: "an error page with an unknown status",
    props: pages({ errorCode: 500, responseCode: unknown, responsePagePath: "/500.html" }),
    findings: undetermined("custom error responses"),
  },
  {
    title: "a default root object that begins with a slash",
    props: { defaultRootObject: "/index.html" },
    findings: undetermined("default root object"),
    message: /begins with a slash, .* Set defaultRootObject: "index\.html"/,
  },
  { title: "a default root object in a folder", props: { defaultRootObject: "en/index.html" }, findings: [] },
  {
    title: "a path pattern with a character that CloudFront does not list",
    props: pattern("/pages/[id]"),
    findings: undetermined('cache behavior "/pages/[id]"'),
    message: /cannot have the character "\[", so CloudFront can reject it\. Use a wildcard/,
  },
  {
    title: "a path pattern of 256 characters",
    props: pattern(`/${"a".repeat(255)}`),
    findings: violation(`cache behavior "/${"a".repeat(255)}"`),
  },
  { title: "a path pattern with every listed character", props: pattern("/aZ09_-.*$/~\"'@:+&?"), findings: [] },
  {
    title: "POST without PUT, PATCH and DELETE",
    props: api({ allowedMethods: ["GET", "HEAD", "OPTIONS", "POST"] }),
    findings: undetermined(apiBehavior),
    message: /none of the sets that CloudFront documents/,
  },
  { title: "allowed methods in another order", props: api({ allowedMethods: ["HEAD", "GET"] }), findings: [] },
  {
    title: "two functions for one event",
    props: withFunctions(["viewer-request", "viewer-request"]),
    findings: violation(apiBehavior),
    message: /Keep one function for each event type/,
  },
  {
    title: "a CloudFront Function and a Lambda@Edge function for one event",
    props: withFunctions(["viewer-request"], ["viewer-request"]),
    findings: violation(apiBehavior),
  },
  {
    title: "a CloudFront Function at origin-request",
    props: withFunctions(["origin-request"]),
    findings: violation(apiBehavior),
    message: /runs only at viewer-request and viewer-response/,
  },
  {
    title: "a CloudFront Function and a Lambda@Edge function for the two viewer events",
    props: withFunctions(["viewer-request"], ["viewer-response"]),
    findings: undetermined(apiBehavior),
    message: /Use one kind of function for viewer events/,
  },
  {
    title: "a CloudFront Function for viewers, and Lambda@Edge functions for the origin",
    props: withFunctions(["viewer-request", "viewer-response"], ["origin-request", "origin-response"]),
    findings: [],
  },
  {
    title: "functions with unknown events",
    props: withFunctions([unknown, "viewer-request"]),
    findings: undetermined(apiBehavior),
  },
  {
    title: "a legacy header that CloudFront does not cache by",
    props: legacy("Accept", "cookie"),
    findings: undetermined(apiBehavior),
    message: /Cookie cannot be in the cache key/,
  },
  { title: "legacy headers that CloudFront caches by", props: legacy("Accept", "Host"), findings: [] },
  {
    title: "a cache policy with all headers",
    props: cached,
    resources: cachedBy({ maxTtl: 60, parameters: { headersConfig: { headerBehavior: "allViewer" } } }),
    findings: violation(apiBehavior),
    message: /a cache policy cannot forward all headers/,
  },
  {
    title: "a cache policy whose minimum TTL is above its maximum",
    props: cached,
    resources: cachedBy({ minTtl: 90, maxTtl: 60 }),
    findings: violation(apiBehavior),
    message: /has a minTtl above its maxTtl/,
  },
  {
    title: "a cache policy whose default TTL is above its maximum",
    props: cached,
    resources: cachedBy({ minTtl: 0, defaultTtl: 90, maxTtl: 60 }),
    findings: undetermined(apiBehavior),
  },
  {
    title: "a cache policy with a minimum TTL above the maximum that it does not set",
    props: cached,
    resources: cachedBy({ minTtl: 40_000_000 }),
    findings: [],
  },
  {
    title: "Accept-Encoding in a cache policy with compression",
    props: cached,
    resources: cachedBy({ maxTtl: 60, parameters: { enableAcceptEncodingGzip: true } }, ["accept-encoding"]),
    findings: violation(apiBehavior),
    message: /lists Accept-Encoding and requests compressed responses/,
  },
  {
    title: "Accept-Encoding in a cache policy without compression",
    props: cached,
    resources: cachedBy({ maxTtl: 60 }, ["Accept-Encoding"]),
    findings: [],
  },
]);
