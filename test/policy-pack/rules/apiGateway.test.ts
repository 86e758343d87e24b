import { Unknown } from "../../../policy-pack/program/maybe";
import { Resource } from "../../../policy-pack/program/resource";
import { apiGatewayOriginEndpointEnabled } from "../../../policy-pack/rules/apiGatewayOriginEndpointEnabled";
import { apiGatewayOriginHttpsOnly } from "../../../policy-pack/rules/apiGatewayOriginHttpsOnly";
import { apiGatewayOriginInvocable } from "../../../policy-pack/rules/apiGatewayOriginInvocable";
import { apiGatewayOriginMethods } from "../../../policy-pack/rules/apiGatewayOriginMethods";
import { apiGatewayOriginRoute } from "../../../policy-pack/rules/apiGatewayOriginRoute";
import { apiGatewayOriginStagePath } from "../../../policy-pack/rules/apiGatewayOriginStagePath";
import { folder, http, httpStage, method, rest, restStage, route, routes } from "../../support/apis";
import {
  customDomain,
  goodConnection,
  goodForApi,
  goodForSite,
  Properties,
  resource,
} from "../../support/distributions";
import { api, apiBehavior, describeRule } from "../../support/ruleCases";

const notYet = new Unknown("not yet");
const violation = [["violation", apiBehavior]] as const;
const advice = [["advice", apiBehavior]] as const;
const undetermined = [["undetermined", apiBehavior]] as const;
const allViewer = { originRequestPolicyId: "216adef6-5c7f-47e4-b989-5492eafa07d3" };
const connection = (changes: Properties): Properties => ({ customOriginConfig: { ...goodConnection, ...changes } });

describeRule(apiGatewayOriginHttpsOnly, [
  {
    title: "originProtocolPolicy http-only",
    props: api({}, connection({ originProtocolPolicy: "http-only" })),
    findings: violation,
  },
  { title: "a port other than 443", props: api({}, connection({ httpsPort: 8443 })), findings: violation },
  {
    title: "no TLS 1.2 among the protocols",
    props: api({}, connection({ originSslProtocols: ["TLSv1", "TLSv1.1"] })),
    findings: violation,
  },
  {
    title: "TLS 1.2 among other protocols",
    props: api({}, connection({ originSslProtocols: ["TLSv1", "TLSv1.2"] })),
    findings: [],
  },
  {
    title: "match-viewer, and viewers can use HTTP",
    props: api({ viewerProtocolPolicy: "allow-all" }, connection({ originProtocolPolicy: "match-viewer" })),
    findings: violation,
  },
  {
    title: "match-viewer, and viewers cannot use HTTP",
    props: api({}, connection({ originProtocolPolicy: "match-viewer" })),
    findings: advice,
  },
  {
    title: "an unknown protocol policy",
    props: api({}, connection({ originProtocolPolicy: notYet })),
    findings: undetermined,
  },
  {
    title: "match-viewer with unknown protocols",
    props: api({}, connection({ originProtocolPolicy: "match-viewer", originSslProtocols: notYet })),
    findings: undetermined,
  },
  {
    title: "HTTP to another service",
    props: api({}, { domainName: "lb.example.com", ...connection({ originProtocolPolicy: "http-only" }) }),
    findings: [],
  },
]);

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

/** The custom domain with one mapping without a path, to the stage `live` of an HTTP API. */
function liveBehindDomain(...keys: readonly string[]): readonly Resource[] {
  const domainName = resource("aws:apigatewayv2/domainName:DomainName", "custom", { domainName: customDomain });
  const toStage = resource("aws:apigatewayv2/apiMapping:ApiMapping", "to-live", {
    apiId: "abc123",
    domainName: "custom-id",
    stage: "live",
  });
  return [http, httpStage("live"), ...keys.map((key) => route(key)), domainName, toStage];
}

const routed = (props: Properties = {}) =>
  resource("aws:apigatewayv2/domainName:DomainName", "routed", { domainName: customDomain, ...props });
const basePath = resource("aws:apigateway/basePathMapping:BasePathMapping", "v1", {
  domainName: customDomain,
  basePath: "v1",
});
const rule = resource("aws:apigatewayv2/routingRule:RoutingRule", "rule", { domainName: customDomain, priority: 5 });

describeRule(apiGatewayOriginStagePath, [
  {
    title: "no path begins with the only mapping",
    props: api({}, { domainName: customDomain }),
    resources: [routed(), basePath],
    findings: violation,
  },
  {
    title: "a routing rule of the domain can match the path",
    props: api({}, { domainName: customDomain }),
    resources: [routed(), basePath, rule],
    findings: undetermined,
  },
  {
    title: "the domain's routing mode has rules, which the program does not create",
    props: api({}, { domainName: customDomain }),
    resources: [routed({ routingMode: "ROUTING_RULE_THEN_API_MAPPING" }), basePath],
    findings: undetermined,
  },
  {
    title: "a deployment creates the stage of the path",
    props: api({}, { originPath: "/beta" }),
    resources: [
      rest,
      restStage,
      resource("aws:apigateway/deployment:Deployment", "beta", { restApi: "abc123", stageName: "beta" }),
    ],
    findings: [],
  },
  {
    title: "the stage of the mapping in originPath, and no route that begins with it",
    props: api({}, { domainName: customDomain, originPath: "/live" }),
    resources: liveBehindDomain("GET /api/{proxy+}"),
    findings: violation,
    message: /already selects the stage "live".* 404\. Remove originPath\./,
  },
  {
    title: "a domain whose routing rules can lead to the path",
    props: api({}, { domainName: customDomain, originPath: "/live" }),
    resources: [
      ...liveBehindDomain("GET /api/{proxy+}").filter(({ type }) => !type.includes("domainName")),
      resource("aws:apigatewayv2/domainName:DomainName", "custom", {
        domainName: customDomain,
        routingMode: "ROUTING_RULE_THEN_API_MAPPING",
      }),
    ],
    findings: [],
  },
  {
    title: "the stage and a further path in originPath",
    props: api({}, { domainName: customDomain, originPath: "/live/v2" }),
    resources: liveBehindDomain("GET /v2/api/{proxy+}"),
    findings: violation,
    message: /Set originPath: "\/v2"\./,
  },
  {
    title: "routes that begin with a word that is also the stage",
    props: api({}, { domainName: customDomain, originPath: "/live" }),
    resources: liveBehindDomain("GET /live/api/{proxy+}"),
    findings: [],
  },
  {
    title: "a route for every path behind a mapping, and its stage in originPath",
    props: api({}, { domainName: customDomain, originPath: "/live" }),
    resources: liveBehindDomain("$default"),
    findings: [],
  },
  {
    title: "a REST API's default endpoint without a stage",
    props: api({}),
    resources: [rest, restStage],
    findings: violation,
    message:
      /originPath \(none\) is not a stage of the API, which returns 403 \{"message":"Forbidden"\}\. Set originPath: "\/prod"/,
  },
  {
    title: "an origin path with the stage",
    props: api({}, { originPath: "/prod" }),
    resources: [rest, restStage],
    findings: [],
  },
  {
    title: "an origin path below the stage",
    props: api({}, { originPath: "/prod/v1" }),
    resources: [rest, restStage],
    findings: [],
  },
  {
    title: "an origin path with another stage",
    props: api({}, { originPath: "/dev" }),
    resources: [rest, restStage],
    findings: violation,
  },
  {
    title: "a path pattern that begins with the stage",
    props: { orderedCacheBehaviors: [{ pathPattern: "/prod/*", ...goodForApi }] },
    resources: [rest, restStage],
    findings: [],
  },
  {
    title: "a path that may or may not begin with the stage",
    props: { orderedCacheBehaviors: [{ pathPattern: "/pro*", ...goodForApi }] },
    resources: [rest, restStage],
    findings: [["undetermined", 'cache behavior "/pro*"']],
  },
  {
    title: "an HTTP API of quick create, which has $default next to a named stage",
    props: api({}),
    resources: [resource("aws:apigatewayv2/api:Api", "http", { id: "abc123", target: "arn" }), httpStage("v1")],
    findings: [],
  },
  {
    title: "no stage in the program",
    props: api({}, { originPath: "/dev" }),
    resources: [rest],
    findings: [],
  },
  {
    title: "the $default stage of an HTTP API",
    props: api({}),
    resources: [http, httpStage("$default")],
    findings: [],
  },
  {
    title: "an HTTP API with a named stage, and no origin path",
    props: api({}),
    resources: [http, httpStage("v1")],
    findings: violation,
    message: /which returns 404/,
  },
  {
    title: "an unknown origin path",
    props: api({}, { originPath: notYet }),
    resources: [rest, restStage],
    findings: undetermined,
  },
  { title: "an API outside the program", props: api({}), findings: [] },
  {
    title: "a custom domain that maps every path",
    props: api({}, byDomain),
    resources: [domain, mapping()],
    findings: [],
  },
  {
    title: "a custom domain with a mapping that the path pattern begins with",
    props: api({}, byDomain),
    resources: [domain, mapping("api")],
    findings: [],
  },
  {
    title: "a custom domain with a mapping that no path begins with",
    props: api({}, byDomain),
    resources: [domain, mapping("v1")],
    findings: violation,
    message: /no path begins with an API mapping of the custom domain \("\/v1"\)/,
  },
  {
    title: "an origin path that begins with the mapping",
    props: api({}, { ...byDomain, originPath: "/v1" }),
    resources: [domain, mapping("v1")],
    findings: [],
  },
  {
    title: "a default root object, and `/` goes to the API",
    props: { defaultRootObject: "index.html", defaultCacheBehavior: goodForApi, orderedCacheBehaviors: [] },
    findings: [["violation", "default cache behavior"]],
    message: /defaultRootObject "index.html" replaces "\/", and the API receives a request for it/,
  },
  {
    title: "a default root object, and `/` goes to another origin",
    props: { defaultRootObject: "index.html" },
    findings: [],
  },
]);

const closed = (type: string) => resource(type, "api", { id: "abc123", disableExecuteApiEndpoint: true });

describeRule(apiGatewayOriginEndpointEnabled, [
  {
    title: "the disabled endpoint of a REST API",
    props: api({}),
    resources: [closed("aws:apigateway/restApi:RestApi")],
    findings: violation,
    message: /returns 403/,
  },
  {
    title: "the disabled endpoint of an HTTP API",
    props: api({}),
    resources: [closed("aws:apigatewayv2/api:Api")],
    findings: violation,
    message: /returns 404/,
  },
  { title: "an enabled endpoint", props: api({}), resources: [rest], findings: [] },
  {
    title: "an unknown disableExecuteApiEndpoint",
    props: api({}),
    resources: [resource("aws:apigatewayv2/api:Api", "api", { id: "abc123", disableExecuteApiEndpoint: notYet })],
    findings: undetermined,
  },
]);

const target = { domainName: "d-abc.execute-api.eu-west-1.amazonaws.com" };
const own = (aliases: unknown) => ({ aliases, viewerCertificate: { acmCertificateArn: "arn" } });

describeRule(apiGatewayOriginInvocable, [
  { title: "the DNS target of a regional custom domain", props: api({}, target), findings: violation, message: /403/ },
  {
    title: "the DNS target of an edge-optimized domain",
    props: api({}, { domainName: "d1.cloudfront.net" }),
    resources: [
      resource("aws:apigateway/domainName:DomainName", "edge", {
        domainName: "api.example.com",
        cloudfrontDomainName: "d1.cloudfront.net",
      }),
    ],
    findings: violation,
  },
  {
    title: "a DNS target that receives Host, which the Host rule reports",
    props: api(allViewer, target),
    findings: [],
  },
  {
    title: "a private API",
    props: api({}),
    resources: [
      resource("aws:apigateway/restApi:RestApi", "p", { id: "abc123", endpointConfiguration: { types: "PRIVATE" } }),
    ],
    findings: violation,
    message: /private/,
  },
  {
    title: "an alias of the distribution",
    props: api({}, byDomain, own(["API.example.com"])),
    resources: [domain],
    findings: violation,
    message: /alias of this distribution/,
  },
  {
    title: "an edge function that can set the API's Host",
    props: api({ lambdaFunctionAssociations: [{ eventType: "origin-request", lambdaArn: "arn" }] }, target),
    findings: undetermined,
  },
  {
    title: "a hostname under a wildcard alias",
    props: api({}, byDomain, own(["*.example.com"])),
    resources: [domain],
    findings: [],
  },
  { title: "a default endpoint, with unknown aliases", props: api({}, {}, own(notYet)), findings: [] },
  {
    title: "a custom domain that is not an alias",
    props: api({}, byDomain, own(["www.example.com"])),
    resources: [domain],
    findings: [],
  },
  {
    title: "unknown aliases",
    props: api({}, byDomain, own(notYet)),
    resources: [domain],
    findings: undetermined,
  },
]);

/** Behaviors for the API with these path patterns. */
function behaviorsFor(...patterns: readonly string[]): Properties {
  return { orderedCacheBehaviors: patterns.map((pathPattern) => ({ pathPattern, ...goodForApi })) };
}

describeRule(apiGatewayOriginRoute, [
  {
    title: "a RestApiPut adds routes",
    props: api({}, { originPath: "/prod" }),
    resources: [
      rest,
      restStage,
      folder("folder", "pets"),
      method("folder-id"),
      resource("aws:apigateway/restApiPut:RestApiPut", "import", { restApiId: "abc123", body: "{}" }),
    ],
    findings: undetermined,
  },
  { title: "routes that begin with the path", props: api({}), resources: routes("GET /api/pets"), findings: [] },
  { title: "a greedy route", props: api({}), resources: routes("ANY /{proxy+}"), findings: [] },
  { title: "the $default route", props: api({}), resources: routes("$default"), findings: [] },
  {
    title: "routes without the behavior's path",
    props: api({}),
    resources: routes("GET /pets", "GET /pets/{id}"),
    findings: violation,
    message:
      /no route of the API \("\/pets", "\/pets\/\{id\}"\) matches the behavior's paths, whose prefix CloudFront keeps/,
  },
  {
    title: "methods of a REST API without the behavior's path",
    props: api({}, { originPath: "/prod" }),
    resources: [rest, restStage, folder("folder", "pets"), method("folder-id")],
    findings: violation,
    message: /Missing Authentication Token/,
  },
  {
    title: "/orders next to /orders/*, and a route below it only",
    props: api({}, {}, behaviorsFor("/orders", "/orders/*")),
    resources: routes("ANY /orders/{proxy+}"),
    findings: [],
  },
  {
    title: "patterns without a leading slash",
    props: api({}, {}, behaviorsFor("orders", "orders/*")),
    resources: routes("ANY /orders", "ANY /orders/{proxy+}"),
    findings: [],
  },
  {
    title: "/orders without /orders/*, and a route below it only",
    props: api({}, {}, behaviorsFor("/orders")),
    resources: routes("ANY /orders/{proxy+}"),
    findings: [["violation", 'cache behavior "/orders"']],
    message: /Set pathPattern: "\/orders\/\*"/,
  },
  {
    title: "a pattern that differs from a route in letter case",
    props: api({}, {}, behaviorsFor("/Orders/Open/*")),
    resources: routes("GET /orders/{proxy+}"),
    findings: [["violation", 'cache behavior "/Orders/Open/*"']],
    message: /Letter case matters: set pathPattern: "\/orders\/Open\/\*"\./,
  },
  {
    title: "a pattern that begins with the stage of originPath",
    props: api({}, { originPath: "/prod" }, behaviorsFor("/prod/*")),
    resources: [rest, restStage, folder("orders", "orders"), method("orders-id")],
    findings: [["violation", 'cache behavior "/prod/*"']],
    message: /Remove originPath, because the path pattern begins with it/,
  },
  {
    title: "routes that no behavior leads to",
    props: api({}, {}, behaviorsFor("/orders", "/orders/*")),
    resources: routes("ANY /orders/{proxy+}", "POST /hooks", "GET /users/{id}"),
    findings: [["advice", "cache behaviors"]],
    message: /routes "\/hooks" and "\/users\/\{id\}"\. Add cache behaviors .* pathPattern: "\/hooks" and so on/,
  },
  {
    title: "routes that a function of another behavior can lead to",
    props: api(
      {},
      {},
      {
        ...behaviorsFor("/orders", "/orders/*"),
        defaultCacheBehavior: {
          ...goodForSite,
          functionAssociations: [
            { eventType: "viewer-request", functionArn: "arn:aws:cloudfront::1:function/elsewhere" },
          ],
        },
      },
    ),
    resources: routes("ANY /orders/{proxy+}", "POST /hooks"),
    findings: [],
  },
  { title: "an unknown route", props: api({}), resources: routes("GET /pets", notYet), findings: undetermined },
  { title: "no route in the program", props: api({}), resources: [http, httpStage("$default")], findings: [] },
]);

describeRule(apiGatewayOriginMethods, [
  {
    title: "a WebSocket API, whose handshake is a GET",
    props: api({ allowedMethods: ["GET", "HEAD"] }),
    resources: [resource("aws:apigatewayv2/api:Api", "chat", { id: "abc123", protocolType: "WEBSOCKET" })],
    findings: [],
  },
  {
    title: "only GET and HEAD",
    props: api({ allowedMethods: ["GET", "HEAD"] }),
    findings: violation,
    message: /allowedMethods \["GET","HEAD"\]/,
  },
  {
    title: "an API with read routes only",
    props: api({ allowedMethods: ["GET", "HEAD"] }),
    resources: routes("GET /api/pets"),
    findings: [],
  },
  {
    title: "a member of an origin group, which supports no other methods",
    props: {
      originGroups: [{ originId: "group", members: [{ originId: "api" }, { originId: "site" }] }],
      defaultCacheBehavior: { ...goodForApi, targetOriginId: "group", allowedMethods: ["GET", "HEAD"] },
      orderedCacheBehaviors: [],
    },
    findings: [],
  },
  { title: "unknown methods", props: api({ allowedMethods: notYet }), findings: undetermined },
]);
