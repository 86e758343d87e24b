import { Unknown } from "../../../policy-pack/program/maybe";
import { Resource } from "../../../policy-pack/program/resource";
import { apiGatewayOriginStagePath } from "../../../policy-pack/rules/apiGatewayOriginStagePath";
import { http, httpStage, rest, restStage, route } from "../../support/apis";
import { customDomain, goodForApi, Properties, resource } from "../../support/distributions";
import { api, apiBehavior, describeRule } from "../../support/ruleCases";

const notYet = new Unknown("not yet");
const violation = [["violation", apiBehavior]] as const;
const undetermined = [["undetermined", apiBehavior]] as const;
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
/** A domain that this preview creates. */
const newDomain = resource("aws:apigatewayv2/domainName:DomainName", "domain", {
  id: notYet,
  domainName: "api.example.com",
  routingMode: notYet,
});
const newRest = resource("aws:apigateway/restApi:RestApi", "new-rest", { id: notYet });
const ofNewRest = { restApi: new Unknown("not yet", () => [newRest]) };
const newRestStage = resource("aws:apigateway/stage:Stage", "stage", { ...ofNewRest, stageName: "prod" });

/** A new custom domain with a base path mapping that selects no stage. */
function withoutStage(changes: Properties = {}): readonly Resource[] {
  const props = { domainName: customDomain, restApi: "abc123", ...changes };
  return [
    routed({ id: notYet }),
    resource("aws:apigateway/basePathMapping:BasePathMapping", "any-stage", props),
    newRest,
    newRestStage,
  ];
}

/** A mapping of the custom domain to the stage `live` of an HTTP API. */
function toLive(changes: Properties = {}): Resource {
  return resource("aws:apigatewayv2/apiMapping:ApiMapping", "to-live", {
    apiId: "abc123",
    domainName: "custom-id",
    stage: "live",
    ...changes,
  });
}

/** An HTTP API with an OpenAPI document. */
function withBody(body: unknown): Resource {
  return resource("aws:apigatewayv2/api:Api", "http", { id: "abc123", protocolType: "HTTP", body });
}

/** The custom domain with one mapping without a path, to the stage `live` of an HTTP API. */
function liveBehindDomain(...keys: readonly string[]): readonly Resource[] {
  const domainName = resource("aws:apigatewayv2/domainName:DomainName", "custom", { domainName: customDomain });
  return [http, httpStage("live"), ...keys.map((key) => route(key)), domainName, toLive()];
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
    title: "a new custom domain without a mapping",
    props: api({}, { domainName: customDomain }),
    resources: [routed({ id: notYet, routingMode: "API_MAPPING_ONLY" })],
    findings: undetermined,
    message: /creates the custom domain without a mapping/,
  },
  {
    title: "no path begins with the only mapping of a new domain",
    props: api({}, { domainName: customDomain }),
    resources: [routed({ id: notYet }), basePath],
    findings: violation,
  },
  {
    title: "no path begins with the only mapping, and other programs can map the existing domain",
    props: api({}, { domainName: customDomain }),
    resources: [routed(), basePath],
    findings: undetermined,
    message: /other programs can add to routed, which exists\. Check its stages and mappings in AWS\./,
  },
  {
    title: 'the base path "(none)", which is no base path',
    props: api({}, { domainName: customDomain }),
    resources: [
      routed({ id: notYet }),
      resource("aws:apigateway/basePathMapping:BasePathMapping", "none", {
        domainName: customDomain,
        basePath: "(none)",
      }),
    ],
    findings: [],
  },
  {
    title: "a base path mapping without a stage, and no stage in the path",
    props: api({}, { domainName: customDomain }),
    resources: withoutStage(ofNewRest),
    findings: violation,
    message: /selects no stage, and the path does not begin with one: 403 .* Set stageName in the BasePathMapping\./,
  },
  {
    title: 'a base path mapping with the stage "(none)", and no stage in the path',
    props: api({}, { domainName: customDomain }),
    resources: withoutStage({ ...ofNewRest, stageName: "(none)" }),
    findings: violation,
  },
  {
    title: "a base path mapping without a stage, and the stage in originPath",
    props: api({}, { domainName: customDomain, originPath: "/prod" }),
    resources: withoutStage(ofNewRest),
    findings: [],
  },
  {
    title: "a base path mapping without a stage, and the stage after the base path",
    props: api({}, { domainName: customDomain, originPath: "/v1/prod" }),
    resources: withoutStage({ ...ofNewRest, basePath: "v1" }),
    findings: [],
  },
  {
    title: "a base path mapping without a stage on a domain that other programs can map",
    props: api({}, { domainName: customDomain }),
    resources: [routed(), ...withoutStage(ofNewRest).slice(1)],
    findings: undetermined,
  },
  {
    title: "a base path mapping without a stage to an API of another program, whose stage can be in the path",
    props: api({}, { domainName: customDomain }),
    resources: withoutStage(),
    findings: [],
  },
  {
    title: "a pattern without a wildcard that is a part of the key of the only mapping",
    props: {
      ...api({}, { domainName: customDomain }),
      orderedCacheBehaviors: [{ pathPattern: "/v", ...goodForApi }],
    },
    resources: [routed({ id: notYet }), basePath],
    findings: [["violation", 'cache behavior "/v"']],
  },
  {
    title: "a mapping of one of two new domains can be the missing one",
    props: api({}, byDomain),
    resources: [
      newDomain,
      mapping("v1"),
      resource("aws:apigatewayv2/apiMapping:ApiMapping", "second", {
        domainName: new Unknown("not yet", () => [newDomain, { ...newDomain, urn: "urn:other" }]),
      }),
    ],
    findings: undetermined,
    message: /second can be a part of domain/,
  },
  {
    title: "a domain that only routing rules route, with a mapping for every path",
    props: api({}, byDomain),
    resources: [{ ...domain, props: { ...(domain.props as Properties), routingMode: "ROUTING_RULE_ONLY" } }, mapping()],
    findings: undetermined,
  },
  {
    title: "a routing rule of aws-native, which has the domain's ARN",
    props: api({}, byDomain),
    resources: [
      newDomain,
      mapping("v1"),
      resource("aws-native:apigatewayv2:RoutingRule", "native-rule", {
        domainNameArn: new Unknown("not yet", () => [newDomain]),
      }),
    ],
    findings: undetermined,
  },
  {
    title: "no path begins with the only mapping, an ApiMapping of a REST API",
    props: api({}, byDomain),
    resources: [rest, restStage, newDomain, mapping("v1")],
    findings: violation,
    message: /no path begins with an API mapping of the custom domain \("\/v1"\), which returns 403/,
  },
  {
    title: "an ApiMapping of a REST API that matches every path",
    props: api({}, byDomain),
    resources: [rest, restStage, domain, mapping()],
    findings: [],
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
    title: "the stage in originPath, and a script that can add routes",
    props: api({}, { domainName: customDomain, originPath: "/live" }),
    resources: [...liveBehindDomain("GET /api/{proxy+}"), resource("command:local:Command", "routes", {})],
    findings: undetermined,
    message: /routes can add routes to the API, and mappings to its custom domain/,
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
    title: "the stage in originPath after the key of its mapping",
    props: api({}, { domainName: customDomain, originPath: "/shop/live/v2" }),
    resources: [
      ...liveBehindDomain("GET /v2/api/{proxy+}").slice(0, -1),
      toLive({ apiMappingKey: "shop" }),
      toLive({ apiMappingKey: "other", stage: "beta" }),
    ],
    findings: violation,
    message: /already selects the stage "live".* 404\. Set originPath: "\/shop\/v2"\./,
  },
  {
    title: "the stage in originPath, which the mapping selects by an unknown output of the stage",
    props: api({}, { domainName: customDomain, originPath: "/live" }),
    resources: [
      ...liveBehindDomain("GET /api/{proxy+}").slice(0, -1),
      toLive({ stage: new Unknown("not yet", () => [httpStage("live")]) }),
    ],
    findings: violation,
    message: /Remove originPath\./,
  },
  {
    title: "the stage of a mapped API of another program in originPath",
    props: api({}, { domainName: customDomain, originPath: "/live" }),
    resources: [...liveBehindDomain().slice(0, -1), toLive({ apiId: "other" })],
    findings: undetermined,
    message: /the mapped API are not part of this program\. Check the routes in the program that creates the API\./,
  },
  {
    title: "the stage in originPath, and a document that can have a route for it",
    props: api({}, { domainName: customDomain, originPath: "/live" }),
    resources: [withBody("paths: ["), ...liveBehindDomain("GET /api/{proxy+}").slice(1)],
    findings: undetermined,
    message: /is not known JSON/,
  },
  {
    title: "the stage in originPath, and a document of aws-native with another base path",
    props: api({}, { domainName: customDomain, originPath: "/live" }),
    resources: [
      resource("aws-native:apigatewayv2:Api", "http", {
        apiId: "abc123",
        protocolType: "HTTP",
        body: { paths: {} },
        basePath: "prepend",
      }),
      ...liveBehindDomain("GET /api/{proxy+}").slice(1),
    ],
    findings: undetermined,
  },
  {
    title: "the stage in originPath, and a document with a reference in the place of a path",
    props: api({}, { domainName: customDomain, originPath: "/live" }),
    resources: [
      withBody('{"paths":{"/live/{proxy+}":{"$ref":"#/x"}}}'),
      ...liveBehindDomain("GET /api/{proxy+}").slice(1),
    ],
    findings: undetermined,
    message: /is a reference/,
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
    title: "a new custom domain with a mapping that no path begins with",
    props: api({}, byDomain),
    resources: [newDomain, mapping("v1")],
    findings: violation,
    message: /no path begins with an API mapping of the custom domain \("\/v1"\)/,
  },
  {
    title: "an origin path that begins with the mapping",
    props: api({}, { ...byDomain, originPath: "/v1" }),
    resources: [domain, mapping("v1")],
    findings: [],
  },
]);
