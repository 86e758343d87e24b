import { Unknown } from "../../../policy-pack/program/maybe";
import { Resource } from "../../../policy-pack/program/resource";
import { apiGatewayOriginCredentials } from "../../../policy-pack/rules/apiGatewayOriginCredentials";
import { apiGatewayOriginQueryStrings } from "../../../policy-pack/rules/apiGatewayOriginQueryStrings";
import { apiGatewayOriginSharedCache } from "../../../policy-pack/rules/apiGatewayOriginSharedCache";
import { folder, http, httpStage, method, rest, restStage, route, routes } from "../../support/apis";
import { Properties, resource } from "../../support/distributions";
import { api, apiBehavior, describeRule } from "../../support/ruleCases";

const notYet = new Unknown("not yet");
const violation = [["violation", apiBehavior]] as const;
const weakness = [["weakness", apiBehavior]] as const;
const undetermined = [["undetermined", apiBehavior]] as const;

const cachingOptimized = "658327ea-f89d-4fab-a63d-7e88639e58f6";
/** An HTTP API with one route and an authorizer with these identity sources. */
const httpGuarded = (identitySources: unknown, routeKey = "GET /api/pets", authorizationType = "JWT") => [
  http,
  httpStage("$default"),
  route(routeKey, { authorizationType, authorizerId: "authorizer-id" }),
  resource("aws:apigatewayv2/authorizer:Authorizer", "authorizer", { apiId: "abc123", identitySources }),
];
const guarded = httpGuarded(["$request.header.Authorization"]);
/** A REST API with `/api/{proxy+}` and an authorizer. */
const restGuarded = (authorizer: Properties, changes: Properties = {}, apiChanges: Properties = {}) => [
  { ...rest, props: { ...(rest.props as Properties), ...apiChanges } },
  restStage,
  folder("folder", "api"),
  folder("proxy", "{proxy+}", "folder-id"),
  method("proxy-id", { authorization: "CUSTOM", authorizerId: "authorizer-id", ...changes }),
  resource("aws:apigateway/authorizer:Authorizer", "authorizer", { restApi: "abc123", ...authorizer }),
];
const withKey = [
  rest,
  restStage,
  folder("folder", "api"),
  folder("proxy", "{proxy+}", "folder-id"),
  method("proxy-id", { apiKeyRequired: true }),
];
const corsCustomOrigin = "59781a5b-3903-41f3-afcb-af62929ccde1";
const userAgentReferer = "acba4595-bd28-49b8-b9fe-13317c0390fa";
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
    resources: httpGuarded(["$request.header.Authorization"], "POST /api/pets"),
    findings: [],
  },
  {
    title: "another header that a POST requires",
    props: api(dropsHeaders),
    resources: httpGuarded(["$request.header.X-Tenant-Token"], "POST /api/pets", "CUSTOM"),
    findings: violation,
    message: /requires X-Tenant-Token, which CloudFront does not forward on POST/,
  },
  {
    title: "a header that only a method requires which the behavior rejects",
    props: api({ ...dropsHeaders, allowedMethods: ["GET", "HEAD"] }),
    resources: httpGuarded(["$request.header.X-Tenant-Token"], "POST /api/pets", "CUSTOM"),
    findings: [],
  },
  {
    title: "a query string as identity source that is not forwarded",
    props: api({ originRequestPolicyId: corsCustomOrigin }),
    resources: httpGuarded(["$request.querystring.access"]),
    findings: violation,
    message: /query string access/,
  },
  {
    title: "a query string as identity source that is forwarded, without Authorization",
    props: api({ cachePolicyId: undefined, originRequestPolicyId: undefined, forwardedValues: { queryString: true } }),
    resources: httpGuarded(["$request.querystring.access"]),
    findings: [],
  },
  {
    title: "the cookies as identity source that are not forwarded",
    props: api({ originRequestPolicyId: corsCustomOrigin }),
    resources: httpGuarded(["$request.header.cookie"], "ANY /api/{proxy+}", "CUSTOM"),
    findings: violation,
    message: /cookie/i,
  },
  {
    title: "stage and context variables as identity sources, which the viewer does not send",
    props: api(dropsHeaders),
    resources: httpGuarded(["$context.httpMethod", "$stageVariables.tenant"], "ANY /api/{proxy+}", "CUSTOM"),
    findings: [],
  },
  {
    title: "all identity sources of a REST authorizer, of which one is not forwarded",
    props: api({ originRequestPolicyId: corsCustomOrigin }, inStage),
    resources: restGuarded({ identitySource: "method.request.header.Origin, method.request.querystring.door" }),
    findings: violation,
    message: /requires query string door, which/,
  },
  {
    title: "the default identity source of a REST authorizer",
    props: api(dropsHeaders, inStage),
    resources: restGuarded({}, { authorization: "COGNITO_USER_POOLS" }),
    findings: violation,
    message: /requires Authorization/,
  },
  {
    title: "an API key that the authorizer returns",
    props: api(dropsHeaders, inStage),
    resources: restGuarded(
      { identitySource: "method.request.header.Origin" },
      { apiKeyRequired: true },
      { apiKeySource: "AUTHORIZER" },
    ),
    findings: [],
  },
  {
    title: "an authorizer of another program, and headers that are not forwarded",
    props: api(dropsHeaders),
    resources: guarded.slice(0, 3),
    findings: undetermined,
  },
  {
    title: "an authorizer of another program, and every header, cookie and query string forwarded",
    props: api({}),
    resources: guarded.slice(0, 3),
    findings: [],
  },
  {
    title: "unknown identity sources",
    props: api(dropsHeaders),
    resources: httpGuarded(notYet),
    findings: undetermined,
  },
  {
    title: "an unknown route next to one whose credential is not forwarded",
    props: api(dropsHeaders),
    resources: [...guarded, route(notYet)],
    findings: violation,
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

const elementalMediaTailor = "775133bc-15f2-49f9-abea-afb2e0bf67d2";
const byTheme = (headers: unknown): Resource =>
  resource("aws:cloudfront/cachePolicy:CachePolicy", "by-theme", {
    minTtl: 60,
    parametersInCacheKeyAndForwardedToOrigin: {
      headersConfig: { headerBehavior: "whitelist", headers: { items: headers } },
      cookiesConfig: { cookieBehavior: "whitelist", cookies: { items: ["theme"] } },
      queryStringsConfig: { queryStringBehavior: "all" },
    },
  });

const onlyCookies = resource("aws:cloudfront/originRequestPolicy:OriginRequestPolicy", "cookies", {
  headersConfig: { headerBehavior: "none" },
  cookiesConfig: { cookieBehavior: "all" },
  queryStringsConfig: { queryStringBehavior: "none" },
});

const byOrigin = resource("aws:cloudfront/cachePolicy:CachePolicy", "by-origin", {
  minTtl: 60,
  parametersInCacheKeyAndForwardedToOrigin: {
    headersConfig: { headerBehavior: "whitelist", headers: { items: ["origin"] } },
    cookiesConfig: { cookieBehavior: "none" },
    queryStringsConfig: { queryStringBehavior: "none" },
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
    props: api({ cachePolicyId: "by-theme-id", originRequestPolicyId: "cookies-id" }),
    resources: [byTheme([]), onlyCookies],
    findings: violation,
    message: /the cache key lacks Cookie, which/,
  },
  {
    title: "all cookies forwarded to an API that receives Authorization, which is in the cache key",
    props: api({ cachePolicyId: "by-theme-id" }),
    resources: [byTheme(["Authorization"])],
    findings: weakness,
    message: /the cache key lacks Cookie and Origin, which/,
  },
  {
    title: "Authorization in the cache key, and a cookie that an authorizer requires",
    props: api({ cachePolicyId: "by-theme-id" }),
    resources: [byTheme(["Authorization"]), ...httpGuarded(["$request.header.Cookie"], "ANY /api/{proxy+}", "CUSTOM")],
    findings: violation,
    message: /the cache key lacks Cookie, which/,
  },
  {
    title: "all cookies forwarded, and an unknown list of headers in the cache key",
    props: api({ cachePolicyId: "by-theme-id" }),
    resources: [byTheme(notYet)],
    findings: undetermined,
  },
  {
    title: "only the cookie of the cache key forwarded",
    props: api({ cachePolicyId: "by-theme-id", ...dropsHeaders }),
    resources: [byTheme(["Authorization"])],
    findings: [],
  },
  {
    title: "query strings that reach the API but are not in the cache key",
    props: api({ cachePolicyId: cachingOptimized, originRequestPolicyId: elementalMediaTailor }),
    findings: weakness,
    message: /the cache key lacks query strings/,
  },
  {
    title: "query strings that are neither forwarded nor in the cache key",
    props: api({ cachePolicyId: cachingOptimized, originRequestPolicyId: userAgentReferer }),
    findings: [],
  },
  {
    title: "Origin selected by the origin request policy but not in the cache key",
    props: api({ cachePolicyId: cachingOptimized, originRequestPolicyId: corsCustomOrigin }),
    findings: weakness,
    message: /the cache key lacks Origin, which CloudFront forwards/,
  },
  {
    title: "Origin in the cache key",
    props: api({ cachePolicyId: "by-origin-id", originRequestPolicyId: corsCustomOrigin }),
    resources: [byOrigin],
    findings: [],
  },
  {
    title: "Origin that CloudFront sets, the same for all viewers",
    props: api(
      { cachePolicyId: cachingOptimized, originRequestPolicyId: corsCustomOrigin },
      { customHeaders: [{ name: "origin", value: "https://www.example.com" }] },
    ),
    findings: [],
  },
  {
    title: "Origin selected for responses that are not cached",
    props: api({ originRequestPolicyId: corsCustomOrigin }),
    findings: [],
  },
  {
    title: "a header of an authorizer outside the cache key",
    props: api({ cachePolicyId: cachingOptimized, originRequestPolicyId: elementalMediaTailor }),
    resources: httpGuarded(["$request.header.User-Agent"], "ANY /api/{proxy+}", "CUSTOM"),
    findings: violation,
    message: /the cache key lacks User-Agent, which/,
  },
  {
    title: "a query string of an authorizer outside the cache key",
    props: api({ cachePolicyId: cachingOptimized, originRequestPolicyId: elementalMediaTailor }),
    resources: httpGuarded(["$request.querystring.key"], "ANY /api/{proxy+}", "CUSTOM"),
    findings: violation,
    message: /the cache key lacks query string key, which/,
  },
  { title: "a behavior without caching", props: api({}), findings: [] },
  {
    title: "responses that are cached only if the API allows it",
    props: api({ cachePolicyId: "83da9c7e-98b4-4e11-a168-04f0df8e2c65" }),
    findings: weakness,
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
  {
    title: "legacy settings whose cache key has one of the query strings, and all forwarded",
    props: api(legacy({ queryStringCacheKeys: ["page"] })),
    findings: weakness,
    message: /the cache key lacks query strings, which/,
  },
  {
    title: "a query string of an authorizer outside queryStringCacheKeys",
    props: api(legacy({ queryStringCacheKeys: ["page"] })),
    resources: httpGuarded(["$request.querystring.key"], "ANY /api/{proxy+}", "CUSTOM"),
    findings: violation,
    message: /the cache key lacks query string key, which/,
  },
  {
    title: "legacy settings without query strings, whose cookies have an unknown name",
    props: api(legacy({ queryString: false, cookies: { forward: "whitelist", whitelistedNames: [notYet] } })),
    findings: [],
  },
  {
    title: "unknown queryStringCacheKeys",
    props: api(legacy({ queryStringCacheKeys: notYet })),
    findings: undetermined,
  },
  {
    title: "legacy settings with queryStringCacheKeys that do not cache",
    props: api(legacy({ queryStringCacheKeys: ["page"] }, { minTtl: 0, defaultTtl: 0, maxTtl: 0 })),
    findings: [],
  },
  { title: "an unknown cache policy", props: api({ cachePolicyId: notYet }), findings: undetermined },
]);

describeRule(apiGatewayOriginQueryStrings, [
  {
    title: "no query string forwarded",
    props: api(dropsHeaders),
    findings: violation,
    message: /removes every query string .* Set cachePolicyId: "4135ea2d-.*" and originRequestPolicyId: "b689b0a8-/,
  },
  {
    title: "legacy settings without query strings",
    props: api(legacy({ queryString: false })),
    findings: violation,
    message: /Set forwardedValues\.queryString: true\./,
  },
  { title: "legacy settings with query strings", props: api(legacy({})), findings: [] },
  {
    title: "query strings in the cache key only",
    props: api({ cachePolicyId: "by-theme-id", ...dropsHeaders }),
    resources: [byTheme(["Authorization"])],
    findings: [],
  },
  { title: "an unknown cache policy", props: api({ cachePolicyId: notYet, ...dropsHeaders }), findings: undetermined },
  { title: "an unknown origin request policy", props: api({ originRequestPolicyId: notYet }), findings: undetermined },
  {
    title: "a Lambda@Edge function that can add query strings",
    props: api({
      ...dropsHeaders,
      lambdaFunctionAssociations: [
        { eventType: "origin-request", lambdaArn: "arn:aws:lambda:us-east-1:1:function:f:1" },
      ],
    }),
    findings: undetermined,
  },
]);
