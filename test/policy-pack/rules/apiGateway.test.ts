import { Unknown } from "../../../policy-pack/cloudfront/maybe";
import { apiGatewayOriginCredentials } from "../../../policy-pack/rules/apiGatewayOriginCredentials";
import { apiGatewayOriginEndpointEnabled } from "../../../policy-pack/rules/apiGatewayOriginEndpointEnabled";
import { apiGatewayOriginHttpsOnly } from "../../../policy-pack/rules/apiGatewayOriginHttpsOnly";
import { apiGatewayOriginInvocable } from "../../../policy-pack/rules/apiGatewayOriginInvocable";
import { apiGatewayOriginMethods } from "../../../policy-pack/rules/apiGatewayOriginMethods";
import { apiGatewayOriginRoute } from "../../../policy-pack/rules/apiGatewayOriginRoute";
import { apiGatewayOriginSharedCache } from "../../../policy-pack/rules/apiGatewayOriginSharedCache";
import { apiGatewayOriginStagePath } from "../../../policy-pack/rules/apiGatewayOriginStagePath";
import { goodConnection, goodForApi, Properties, resource } from "../../support/distributions";
import { api, apiBehavior, describeRule } from "../../support/ruleCases";

const notYet = new Unknown("not yet");
const violation = [["violation", apiBehavior]] as const;
const advice = [["advice", apiBehavior]] as const;
const undetermined = [["undetermined", apiBehavior]] as const;
const allViewer = { originRequestPolicyId: "216adef6-5c7f-47e4-b989-5492eafa07d3" };
const connection = (changes: Properties): Properties => ({ customOriginConfig: { ...goodConnection, ...changes } });

describeRule(apiGatewayOriginHttpsOnly, [
  { where: "http-only", props: api({}, connection({ originProtocolPolicy: "http-only" })), findings: violation },
  { where: "another port", props: api({}, connection({ httpsPort: 8443 })), findings: violation },
  {
    where: "TLS without 1.2",
    props: api({}, connection({ originSslProtocols: ["TLSv1", "TLSv1.1"] })),
    findings: violation,
  },
  {
    where: "TLS 1.2 among others",
    props: api({}, connection({ originSslProtocols: ["TLSv1", "TLSv1.2"] })),
    findings: [],
  },
  {
    where: "match-viewer where viewers may use HTTP",
    props: api({ viewerProtocolPolicy: "allow-all" }, connection({ originProtocolPolicy: "match-viewer" })),
    findings: violation,
  },
  {
    where: "match-viewer where they may not",
    props: api({}, connection({ originProtocolPolicy: "match-viewer" })),
    findings: advice,
  },
  {
    where: "the protocol policy is not known",
    props: api({}, connection({ originProtocolPolicy: notYet })),
    findings: undetermined,
  },
  {
    where: "it is another service that is reached over HTTP",
    props: api({}, { domainName: "lb.example.com", ...connection({ originProtocolPolicy: "http-only" }) }),
    findings: [],
  },
]);

const rest = resource("aws:apigateway/restApi:RestApi", "rest", {
  id: "abc123",
  rootResourceId: "root",
  endpointConfiguration: { types: "REGIONAL" },
});
const restStage = resource("aws:apigateway/stage:Stage", "stage", { restApi: "abc123", stageName: "prod" });
const http = resource("aws:apigatewayv2/api:Api", "http", { id: "abc123", protocolType: "HTTP" });
const httpStage = (name: string) => resource("aws:apigatewayv2/stage:Stage", name, { apiId: "abc123", name });
const domain = resource("aws:apigatewayv2/domainName:DomainName", "domain", {
  id: "api.example.com",
  domainName: "api.example.com",
  domainNameConfiguration: { targetDomainName: "d-abc.execute-api.eu-west-1.amazonaws.com" },
});
const mapping = (apiMappingKey?: string) =>
  resource("aws:apigatewayv2/apiMapping:ApiMapping", "mapping", {
    domainName: "api.example.com",
    apiId: "abc123",
    apiMappingKey,
  });
const byDomain = { domainName: "api.example.com" };

describeRule(apiGatewayOriginStagePath, [
  {
    where: "a REST API's default endpoint without a stage",
    props: api({}),
    resources: [rest, restStage],
    findings: violation,
    says: /originPath \(none\) names no stage of the API, which answers 403 \{"message":"Forbidden"\}\. Write originPath "\/prod"/,
  },
  { where: "with its stage", props: api({}, { originPath: "/prod" }), resources: [rest, restStage], findings: [] },
  { where: "below its stage", props: api({}, { originPath: "/prod/v1" }), resources: [rest, restStage], findings: [] },
  {
    where: "with another stage",
    props: api({}, { originPath: "/dev" }),
    resources: [rest, restStage],
    findings: violation,
  },
  {
    where: "a stage that may be made elsewhere",
    props: api({}, { originPath: "/dev" }),
    resources: [rest],
    findings: [],
  },
  {
    where: "the $default stage of an HTTP API",
    props: api({}),
    resources: [http, httpStage("$default")],
    findings: [],
  },
  {
    where: "a named stage of an HTTP API without its name",
    props: api({}),
    resources: [http, httpStage("v1")],
    findings: violation,
    says: /which answers 404/,
  },
  {
    where: "the origin path is not known",
    props: api({}, { originPath: notYet }),
    resources: [rest, restStage],
    findings: undetermined,
  },
  { where: "an API of which nothing but its name is known", props: api({}), findings: [] },
  {
    where: "a custom domain that maps every path",
    props: api({}, byDomain),
    resources: [domain, mapping()],
    findings: [],
  },
  {
    where: "a custom domain whose mapping begins as the pattern does",
    props: api({}, byDomain),
    resources: [domain, mapping("api")],
    findings: [],
  },
  {
    where: "a custom domain whose mapping the path can't begin with",
    props: api({}, byDomain),
    resources: [domain, mapping("v1")],
    findings: violation,
    says: /no request of it begins with a mapping of the custom domain \("\/v1"\)/,
  },
  {
    where: "an origin path that begins with the mapping",
    props: api({}, { ...byDomain, originPath: "/v1" }),
    resources: [domain, mapping("v1")],
    findings: [],
  },
  {
    where: "a default root object while `/` goes to the API",
    props: { defaultRootObject: "index.html", defaultCacheBehavior: goodForApi, orderedCacheBehaviors: [] },
    findings: [["violation", "default cache behavior"]],
    says: /defaultRootObject "index.html" turns "\/" into a request for it/,
  },
  { where: "a default root object while `/` goes elsewhere", props: { defaultRootObject: "index.html" }, findings: [] },
]);

const closed = (type: string) => resource(type, "api", { id: "abc123", disableExecuteApiEndpoint: true });

describeRule(apiGatewayOriginEndpointEnabled, [
  {
    where: "a REST API's closed endpoint",
    props: api({}),
    resources: [closed("aws:apigateway/restApi:RestApi")],
    findings: violation,
    says: /answers 403/,
  },
  {
    where: "an HTTP API's closed endpoint",
    props: api({}),
    resources: [closed("aws:apigatewayv2/api:Api")],
    findings: violation,
    says: /answers 404/,
  },
  { where: "an open endpoint", props: api({}), resources: [rest], findings: [] },
  {
    where: "whether it is closed is not known",
    props: api({}),
    resources: [resource("aws:apigatewayv2/api:Api", "api", { id: "abc123", disableExecuteApiEndpoint: notYet })],
    findings: undetermined,
  },
]);

const target = { domainName: "d-abc.execute-api.eu-west-1.amazonaws.com" };
const own = (aliases: unknown) => ({ aliases, viewerCertificate: { acmCertificateArn: "arn" } });

describeRule(apiGatewayOriginInvocable, [
  { where: "a regional custom domain's DNS target", props: api({}, target), findings: violation, says: /403/ },
  {
    where: "an edge-optimized domain's DNS target",
    props: api({}, { domainName: "d1.cloudfront.net" }),
    resources: [
      resource("aws:apigateway/domainName:DomainName", "edge", {
        domainName: "api.example.com",
        cloudfrontDomainName: "d1.cloudfront.net",
      }),
    ],
    findings: violation,
  },
  { where: "the DNS target gets Host, which is the Host rule's", props: api(allViewer, target), findings: [] },
  {
    where: "a private API",
    props: api({}),
    resources: [
      resource("aws:apigateway/restApi:RestApi", "p", { id: "abc123", endpointConfiguration: { types: "PRIVATE" } }),
    ],
    findings: violation,
    says: /private/,
  },
  {
    where: "the distribution's own alias",
    props: api({}, byDomain, own(["API.example.com"])),
    resources: [domain],
    findings: violation,
    says: /alias of this distribution/,
  },
  { where: "a name of its own", props: api({}, byDomain, own(["www.example.com"])), resources: [domain], findings: [] },
  {
    where: "the aliases are not known",
    props: api({}, byDomain, own(notYet)),
    resources: [domain],
    findings: undetermined,
  },
]);

const route = (routeKey: unknown, more: Properties = {}) =>
  resource("aws:apigatewayv2/route:Route", `route ${String(routeKey)}`, { apiId: "abc123", routeKey, ...more });
const routes = (...keys: unknown[]) => [http, httpStage("$default"), ...keys.map((key) => route(key))];
const folder = resource("aws:apigateway/resource:Resource", "folder", {
  restApi: "abc123",
  parentId: "root",
  pathPart: "pets",
});
const method = (resourceId: string, more: Properties = {}) =>
  resource("aws:apigateway/method:Method", `method ${resourceId}`, {
    restApi: "abc123",
    resourceId,
    httpMethod: "GET",
    authorization: "NONE",
    ...more,
  });

describeRule(apiGatewayOriginRoute, [
  { where: "routes that begin with the path", props: api({}), resources: routes("GET /api/pets"), findings: [] },
  { where: "a greedy route", props: api({}), resources: routes("ANY /{proxy+}"), findings: [] },
  { where: "$default", props: api({}), resources: routes("$default"), findings: [] },
  {
    where: "routes that do not, as if the path were stripped",
    props: api({}),
    resources: routes("GET /pets", "GET /pets/{id}"),
    findings: violation,
    says: /none of the API's routes \("\/pets", "\/pets\/\{id\}"\) can take its paths, which are not stripped/,
  },
  {
    where: "a REST API's methods that do not",
    props: api({}, { originPath: "/prod" }),
    resources: [rest, restStage, folder, method("folder-id")],
    findings: violation,
    says: /Missing Authentication Token/,
  },
  { where: "not all routes are known", props: api({}), resources: routes("GET /pets", notYet), findings: undetermined },
  { where: "the routes may be made elsewhere", props: api({}), resources: [http, httpStage("$default")], findings: [] },
]);

describeRule(apiGatewayOriginMethods, [
  {
    where: "only GET and HEAD",
    props: api({ allowedMethods: ["GET", "HEAD"] }),
    findings: violation,
    says: /GET,HEAD/,
  },
  {
    where: "an API that only reads",
    props: api({ allowedMethods: ["GET", "HEAD"] }),
    resources: routes("GET /api/pets"),
    findings: [],
  },
  { where: "the methods are not known", props: api({ allowedMethods: notYet }), findings: undetermined },
]);

const cachingOptimized = "658327ea-f89d-4fab-a63d-7e88639e58f6";
const guarded = [http, httpStage("$default"), route("GET /api/pets", { authorizationType: "JWT" })];
const withKey = [
  rest,
  restStage,
  resource("aws:apigateway/resource:Resource", "folder", { restApi: "abc123", parentId: "root", pathPart: "api" }),
  resource("aws:apigateway/resource:Resource", "proxy", {
    restApi: "abc123",
    parentId: "folder-id",
    pathPart: "{proxy+}",
  }),
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

describeRule(apiGatewayOriginSharedCache, [
  {
    where: "credentials reach the API but are not in the key",
    props: api({ cachePolicyId: cachingOptimized }),
    findings: violation,
    says: /Authorization and Cookie reach the API but are not in the cache key/,
  },
  { where: "no credentials reach it", props: api({ cachePolicyId: cachingOptimized, ...dropsHeaders }), findings: [] },
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
    where: "legacy settings with TTL 0",
    props: api(legacy({}, { minTtl: 0, defaultTtl: 0, maxTtl: 0 }), inStage),
    resources: withKey,
    findings: [],
  },
  { where: "the cache policy is not known", props: api({ cachePolicyId: notYet }), findings: undetermined },
]);
