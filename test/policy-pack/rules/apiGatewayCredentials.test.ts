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
    where: "Authorization is dropped",
    props: api(dropsHeaders),
    resources: guarded,
    findings: violation,
    says: /Authorization/,
  },
  { where: "it is forwarded", props: api({}), resources: guarded, findings: [] },
  {
    where: "x-api-key is dropped",
    props: api(dropsHeaders, inStage),
    resources: withKey,
    findings: violation,
    says: /x-api-key/,
  },
  {
    where: "CloudFront itself sets the key",
    props: api(dropsHeaders, { ...inStage, customHeaders: [{ name: "X-Api-Key", value: "k" }] }),
    resources: withKey,
    findings: [],
  },
  {
    where: "only a POST asks for it, which keeps it",
    props: api(dropsHeaders),
    resources: [http, httpStage("$default"), route("POST /api/pets", { authorizationType: "JWT" })],
    findings: [],
  },
  { where: "the API asks for nothing", props: api(dropsHeaders), resources: routes("GET /api/pets"), findings: [] },
  {
    where: "the policy is not known",
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
    where: "credentials reach the API but are not in the key",
    props: api({ cachePolicyId: cachingOptimized }),
    findings: violation,
    says: /Authorization and Cookie reach the API but are not in the cache key/,
  },
  { where: "no credentials reach it", props: api({ cachePolicyId: cachingOptimized, ...dropsHeaders }), findings: [] },
  {
    where: "one cookie is in the key, and all of them reach the API",
    props: api({ cachePolicyId: "by-theme-id" }),
    resources: [byTheme],
    findings: violation,
  },
  {
    where: "no other cookie than that of the key reaches it",
    props: api({ cachePolicyId: "by-theme-id", ...dropsHeaders }),
    resources: [byTheme],
    findings: [],
  },
  { where: "nothing is cached", props: api({}), findings: [] },
  {
    where: "answers are cached only where the API says so",
    props: api({ cachePolicyId: "83da9c7e-98b4-4e11-a168-04f0df8e2c65" }),
    findings: advice,
  },
  {
    where: "legacy settings, whose lists are the key",
    props: api(legacy({ headers: ["Authorization"] })),
    findings: [],
  },
  {
    where: "legacy settings forward the API's key without it being in theirs, for a day by default",
    props: api(legacy({}), inStage),
    resources: withKey,
    findings: violation,
    says: /x-api-key/,
  },
  {
    where: "CloudFront itself sets the API's key, the same for all",
    props: api(legacy({}), { ...inStage, customHeaders: [{ name: "x-api-key", value: "k" }] }),
    resources: withKey,
    findings: [],
  },
  {
    where: "legacy settings with TTL 0",
    props: api(legacy({}, { minTtl: 0, defaultTtl: 0, maxTtl: 0 }), inStage),
    resources: withKey,
    findings: [],
  },
  { where: "the cache policy is not known", props: api({ cachePolicyId: notYet }), findings: undetermined },
]);
