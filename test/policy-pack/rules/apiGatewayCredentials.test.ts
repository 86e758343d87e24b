import { Unknown } from "../../../policy-pack/program/maybe";
import { apiGatewayOriginCredentials } from "../../../policy-pack/rules/apiGatewayOriginCredentials";
import { apiGatewayOriginSharedCache } from "../../../policy-pack/rules/apiGatewayOriginSharedCache";
import { folder, http, httpStage, method, rest, restStage, route, routes } from "../../support/apis";
import { Properties, resource } from "../../support/distributions";
import { api, apiBehavior, describeRule } from "../../support/ruleCases";

const notYet = new Unknown("not yet");
const violation = [["violation", apiBehavior]] as const;
const advice = [["advice", apiBehavior]] as const;
const undetermined = [["undetermined", apiBehavior]] as const;

const cachingOptimized = "658327ea-f89d-4fab-a63d-7e88639e58f6";
const guarded = [http, httpStage("$default"), route("GET /api/pets", { authorizationType: "JWT" })];
const withKey = [
  rest,
  restStage,
  folder("folder", "api"),
  folder("proxy", "{proxy+}", "folder-id"),
  method("proxy-id", { apiKeyRequired: true }),
];
const inStage = { originPath: "/prod" };
const dropsHeaders = { originRequestPolicyId: undefined };

describeRule(apiGatewayOriginCredentials, [
  {
    title: "a required Authorization that is not forwarded",
    props: api(dropsHeaders),
    resources: guarded,
    findings: violation,
    message: /Authorization/,
  },
  { title: "a required Authorization that is forwarded", props: api({}), resources: guarded, findings: [] },
  {
    title: "a required x-api-key that is not forwarded",
    props: api(dropsHeaders, inStage),
    resources: withKey,
    findings: violation,
    message: /x-api-key/,
  },
  {
    title: "an API key that CloudFront sets itself",
    props: api(dropsHeaders, { ...inStage, customHeaders: [{ name: "X-Api-Key", value: "k" }] }),
    resources: withKey,
    findings: [],
  },
  {
    title: "a route that requires Authorization on POST only",
    props: api(dropsHeaders),
    resources: [http, httpStage("$default"), route("POST /api/pets", { authorizationType: "JWT" })],
    findings: [],
  },
  { title: "an API without credentials", props: api(dropsHeaders), resources: routes("GET /api/pets"), findings: [] },
  {
    title: "an unknown policy",
    props: api({ originRequestPolicyId: notYet }),
    resources: guarded,
    findings: undetermined,
  },
]);

const legacy = (changes: Properties, ttl: Properties = {}): Properties => ({
  cachePolicyId: undefined,
  originRequestPolicyId: undefined,
  forwardedValues: { headers: [], queryString: true, cookies: { forward: "none" }, ...changes },
  ...ttl,
});

const byTheme = resource("aws:cloudfront/cachePolicy:CachePolicy", "by-theme", {
  minTtl: 60,
  parametersInCacheKeyAndForwardedToOrigin: {
    headersConfig: { headerBehavior: "whitelist", headers: { items: ["Authorization"] } },
    cookiesConfig: { cookieBehavior: "whitelist", cookies: { items: ["theme"] } },
    queryStringsConfig: { queryStringBehavior: "all" },
  },
});

describeRule(apiGatewayOriginSharedCache, [
  {
    title: "credentials that reach the API but are not in the cache key",
    props: api({ cachePolicyId: cachingOptimized }),
    findings: violation,
    message: /users share cached responses: the cache key lacks Authorization and Cookie, which CloudFront forwards/,
  },
  {
    title: "no credentials that reach the API",
    props: api({ cachePolicyId: cachingOptimized, ...dropsHeaders }),
    findings: [],
  },
  {
    title: "one cookie in the cache key, and all cookies forwarded",
    props: api({ cachePolicyId: "by-theme-id" }),
    resources: [byTheme],
    findings: violation,
  },
  {
    title: "only the cookie of the cache key forwarded",
    props: api({ cachePolicyId: "by-theme-id", ...dropsHeaders }),
    resources: [byTheme],
    findings: [],
  },
  { title: "a behavior without caching", props: api({}), findings: [] },
  {
    title: "responses that are cached only if the API allows it",
    props: api({ cachePolicyId: "83da9c7e-98b4-4e11-a168-04f0df8e2c65" }),
    findings: advice,
  },
  {
    title: "legacy settings, whose lists are the cache key",
    props: api(legacy({ headers: ["Authorization"] })),
    findings: [],
  },
  {
    title: "legacy settings that forward the API key outside the cache key, and cache for a day",
    props: api(legacy({}), inStage),
    resources: withKey,
    findings: violation,
    message: /x-api-key/,
  },
  {
    title: "an API key that CloudFront sets, the same for all viewers",
    props: api(legacy({}), { ...inStage, customHeaders: [{ name: "x-api-key", value: "k" }] }),
    resources: withKey,
    findings: [],
  },
  {
    title: "legacy settings with TTL 0",
    props: api(legacy({}, { minTtl: 0, defaultTtl: 0, maxTtl: 0 }), inStage),
    resources: withKey,
    findings: [],
  },
  { title: "an unknown cache policy", props: api({ cachePolicyId: notYet }), findings: undetermined },
]);
