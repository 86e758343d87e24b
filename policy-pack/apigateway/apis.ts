import { Tristate, isKnown, isSet, map, Maybe, Unknown } from "../program/maybe";
import { readBoolean, readList, readObject, readString } from "../program/readValue";
import { refersTo } from "../program/references";
import { Resource } from "../program/resource";
import { awsType, otherProvidersTypes, withAwsNames } from "./providers";
import { apiKeyHeader, authorizerCredentials, Credential } from "./authorizers";

export type EndpointType = "EDGE" | "REGIONAL" | "PRIVATE";

/** An API of the program: the settings that decide how it responds to a request through CloudFront. */
export interface Api {
  readonly kind: "rest" | "http";
  readonly resource: Resource;
  readonly endpointType: Maybe<EndpointType>;
  /** Whether its default endpoint is disabled. */
  readonly isDisabled: Tristate;
  /** The names of its stages in the program. */
  readonly stages: readonly Maybe<string>[];
  readonly routes: readonly Maybe<ApiRoute>[];
}

export interface ApiRoute {
  /** `ANY` or a method. */
  readonly method: string;
  /** `/pets/{id}`, `/{proxy+}`, or `$default`, which matches every path. */
  readonly path: string;
  /** What a request must carry. */
  readonly credentials: Maybe<readonly Credential[]>;
}

const types = {
  restApi: "aws:apigateway/restApi:RestApi",
  httpApi: "aws:apigatewayv2/api:Api",
  restApiPut: "aws:apigateway/restApiPut:RestApiPut",
  restDeployment: "aws:apigateway/deployment:Deployment",
  restStage: "aws:apigateway/stage:Stage",
  restMethod: "aws:apigateway/method:Method",
  restResource: "aws:apigateway/resource:Resource",
  restAuthorizer: "aws:apigateway/authorizer:Authorizer",
  httpStage: "aws:apigatewayv2/stage:Stage",
  httpRoute: "aws:apigatewayv2/route:Route",
  httpAuthorizer: "aws:apigatewayv2/authorizer:Authorizer",
  restDomain: "aws:apigateway/domainName:DomainName",
  httpDomain: "aws:apigatewayv2/domainName:DomainName",
  basePathMapping: "aws:apigateway/basePathMapping:BasePathMapping",
  apiMapping: "aws:apigatewayv2/apiMapping:ApiMapping",
  routingRule: "aws:apigatewayv2/routingRule:RoutingRule",
} as const;

/** The types of the resources that describe the APIs of a program. */
export const apiTypes = [...Object.values(types), ...otherProvidersTypes];

const readTypes: ReadonlySet<string> = new Set(apiTypes);

/** The resources that describe APIs, with the property names of the `aws` provider. */
function apiResources(resources: readonly Resource[]): readonly Resource[] {
  return resources.filter(({ type }) => readTypes.has(type)).map(withAwsNames);
}

function is(type: string): (resource: Resource) => boolean {
  return (resource) => awsType(resource.type) === type;
}

export function readApis(all: readonly Resource[]): Api[] {
  const resources = apiResources(all);
  return resources.flatMap((resource) => {
    switch (awsType(resource.type)) {
      case types.restApi:
        return [restApi(resource, resources)];
      case types.httpApi:
        return [isWebSocket(resource) ? webSocketApi(resource) : httpApi(resource, resources)];
      default:
        return [];
    }
  });
}

function isWebSocket({ props }: Resource): boolean {
  return readString(props, "protocolType") === "WEBSOCKET";
}

/**
 * A handshake is a GET request for any path. Only this is certain: stages and settings are not checked.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-overview.html
 */
function webSocketApi(resource: Resource): Api {
  return {
    kind: "http",
    resource,
    endpointType: "REGIONAL",
    isDisabled: false,
    stages: [],
    routes: [{ method: "GET", path: "$default", credentials: [] }],
  };
}

function restApi(resource: Resource, resources: readonly Resource[]): Api {
  const own = (type: string): Resource[] =>
    resources.filter((other) => is(type)(other) && refersTo(other, "restApi", resource));
  const tree = own(types.restResource);
  const authorizers = resources.filter(is(types.restAuthorizer));
  return {
    kind: "rest",
    resource,
    endpointType: restEndpointType(resource),
    isDisabled: readFlag(resource, "disableExecuteApiEndpoint"),
    stages: [
      ...own(types.restStage).map(({ props }) => named(readString(props, "stageName"))),
      ...own(types.restDeployment)
        .map(({ props }) => readString(props, "stageName"))
        .filter((stage) => stage !== undefined),
    ],
    routes: [
      ...own(types.restMethod).map((method) =>
        restRoute(method, tree, resource, restCredentials(method, resource, authorizers)),
      ),
      ...routesMadeBy(resource, "body"),
      ...resources
        .filter((other) => other.type === types.restApiPut && refersTo(other, "restApiId", resource))
        .map(() => new Unknown("a RestApiPut adds routes to the API")),
    ],
  };
}

/** https://docs.aws.amazon.com/apigateway/latest/api/API_EndpointConfiguration.html */
function restEndpointType({ props }: Resource): Maybe<EndpointType> {
  const configuration = readObject(props, "endpointConfiguration");
  const list = readList(configuration, "types");
  // A list in aws-native, a string in aws.
  const types = isKnown(list) ? readString({ type: list?.[0] }, "type") : readString(configuration, "types");
  return map(types, (type) =>
    type === undefined || type === "EDGE" || type === "REGIONAL" || type === "PRIVATE"
      ? (type ?? "EDGE")
      : new Unknown(`endpoint type ${type} is not one that API Gateway documents`),
  );
}

function restRoute(
  method: Resource,
  tree: readonly Resource[],
  api: Resource,
  credentials: ApiRoute["credentials"],
): Maybe<ApiRoute> {
  const path = restPath(method, "resourceId", tree, api);
  return map(readString(method.props, "httpMethod"), (httpMethod) =>
    map(path, (known) => ({
      method: httpMethod ?? "ANY",
      path: known === "" ? "/" : known,
      credentials,
    })),
  );
}

/** The path of a method or resource. The resources of a REST API are a tree by `parentId`, below the root resource. */
function restPath(from: Resource, property: string, tree: readonly Resource[], api: Resource): Maybe<string> {
  const resource = tree.find((candidate) => candidate !== from && refersTo(from, property, candidate));
  if (resource === undefined) {
    return refersTo(from, property, api, "rootResourceId") || refersTo(from, property, api)
      ? ""
      : new Unknown("a method's resource is not part of this program");
  }
  const parent = restPath(resource, "parentId", tree, api);
  return map(parent, (above) => map(readString(resource.props, "pathPart"), (part) => `${above}/${part ?? ""}`));
}

function restCredentials(method: Resource, api: Resource, authorizers: readonly Resource[]): ApiRoute["credentials"] {
  const { props } = method;
  return map(readString(props, "authorization"), (type) =>
    map(authorizerCredentials(type, method, authorizers), (ofAuthorizer) =>
      map(readBoolean(props, "apiKeyRequired"), (requiresKey) =>
        map(readString(api.props, "apiKeySource"), (source) =>
          // The source AUTHORIZER takes the key from the authorizer's response.
          requiresKey === true && source !== "AUTHORIZER" ? [...ofAuthorizer, apiKeyHeader] : ofAuthorizer,
        ),
      ),
    ),
  );
}

function httpApi(resource: Resource, resources: readonly Resource[]): Api {
  const own = (type: string): Resource[] =>
    resources.filter((other) => is(type)(other) && refersTo(other, "apiId", resource));
  const authorizers = resources.filter(is(types.httpAuthorizer));
  return {
    kind: "http",
    resource,
    endpointType: "REGIONAL",
    isDisabled: readFlag(resource, "disableExecuteApiEndpoint"),
    stages: [
      ...own(types.httpStage).map(({ props }) => named(readString(props, "name"))),
      // Quick create adds this stage: https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis.html
      ...(readString(resource.props, "target") === undefined ? [] : ["$default"]),
    ],
    routes: [
      ...own(types.httpRoute).map((route) => httpRoute(route, authorizers)),
      ...routesMadeBy(resource, "body"),
      ...routesMadeBy(resource, "target"),
    ],
  };
}

/** An OpenAPI document or quick create adds routes that are not resources of the program. */
function routesMadeBy({ props }: Resource, property: "body" | "target"): Unknown[] {
  return readString(props, property) === undefined ? [] : [new Unknown(`the API's ${property} adds routes`)];
}

function httpRoute(route: Resource, authorizers: readonly Resource[]): Maybe<ApiRoute> {
  const { props } = route;
  return map(named(readString(props, "routeKey")), (key) => {
    const [method = "ANY", path = key] = key === "$default" ? [] : key.split(" ");
    const credentials = map(ifConfigured(readString(props, "authorizationType")), (type) =>
      authorizerCredentials(type, route, authorizers),
    );
    return { method, path, credentials };
  });
}

/** A provider computes an argument that the program omits. It has no sources then, and counts as absent. */
function ifConfigured<T>(value: Maybe<T | undefined>): Maybe<T | undefined> {
  const isComputed = value instanceof Unknown && !value.mayBeAbsent && value.candidates.length === 0;
  return isComputed ? undefined : value;
}

function readFlag({ props }: Resource, property: string): Tristate {
  return map(readBoolean(props, property), (flag) => flag ?? false);
}

function named(name: Maybe<string | undefined>): Maybe<string> {
  return map(name, (known) => known ?? new Unknown("a name is missing"));
}

/** A custom domain name of API Gateway. */
export interface ApiDomain {
  readonly resource: Resource;
  readonly name: Maybe<string | undefined>;
  readonly endpointType: Maybe<EndpointType>;
  /** The DNS target: `d-….execute-api.…`, or `d….cloudfront.net` for an edge-optimized domain. */
  readonly target: Maybe<string | undefined>;
  readonly mappings: readonly Mapping[];
  /** Whether a client must present a certificate (mutual TLS). */
  readonly requiresClientCertificate: Tristate;
}

export interface Mapping {
  /** The first part of the path, without slashes at its ends; empty for every path. */
  readonly key: Maybe<string>;
  readonly kind: "rest" | "http";
  /** The stage that the mapping selects. */
  readonly stage: Maybe<string | undefined>;
  /** The mapped API, if it is part of the program. */
  readonly api?: Api;
}

export function readApiDomains(all: readonly Resource[], apis: readonly Api[]): ApiDomain[] {
  const resources = apiResources(all);
  return resources.flatMap((resource) => {
    // Reading the properties decodes them, so only for types that matter.
    const type = awsType(resource.type);
    if (type === types.restDomain) {
      const { props } = resource;
      const endpointType = restEndpointType(resource);
      const target = endpointType === "EDGE" ? "cloudfrontDomainName" : "regionalDomainName";
      const name = readString(props, "domainName");
      return [
        {
          resource,
          name,
          endpointType,
          target: readString(props, target),
          mappings: mappingsOf(resource, resources, apis),
          requiresClientCertificate: requiresClientCertificate(resource),
        },
      ];
    }
    if (type === types.httpDomain) {
      const { props } = resource;
      const configuration = readObject(props, "domainNameConfiguration");
      const name = readString(props, "domainName");
      const target =
        configuration === undefined
          ? readString(props, "regionalDomainName")
          : readString(configuration, "targetDomainName");
      return [
        {
          resource,
          name,
          endpointType: "REGIONAL" as const,
          target,
          mappings: mappingsOf(resource, resources, apis),
          requiresClientCertificate: requiresClientCertificate(resource),
        },
      ];
    }
    return [];
  });
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-mutual-tls.html */
function requiresClientCertificate({ props }: Resource): Tristate {
  return map(readObject(props, "mutualTlsAuthentication"), (settings) =>
    settings === undefined ? false : isSet(readString(settings, "truststoreUri")),
  );
}

function mappingsOf(domain: Resource, resources: readonly Resource[], apis: readonly Api[]): Mapping[] {
  const own = (type: string): Resource[] =>
    resources.filter(
      (other) => is(type)(other) && ["id", "domainName"].some((by) => refersTo(other, "domainName", domain, by)),
    );
  return [
    ...own(types.basePathMapping).map((resource) =>
      mapping(resource, "rest", { key: "basePath", api: "restApi", stage: "stageName" }, apis),
    ),
    ...own(types.apiMapping).map((resource) =>
      mapping(resource, "http", { key: "apiMappingKey", api: "apiId", stage: "stage" }, apis),
    ),
    ...(hasRoutingRules(domain, own(types.routingRule)) ? [routingRules] : []),
  ];
}

const byRules = new Unknown("routing rules of the custom domain come before its mappings");

/** Stands for the paths that routing rules lead to an API. */
const routingRules: Mapping = { kind: "rest", key: byRules, stage: byRules };

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-routing-mode.html */
function hasRoutingRules({ props }: Resource, rules: readonly Resource[]): boolean {
  const mode = readString(props, "routingMode");
  return rules.length > 0 || (isKnown(mode) ? mode?.includes("ROUTING_RULE") === true : isSet(mode) === true);
}

function mapping(
  resource: Resource,
  kind: Mapping["kind"],
  properties: { readonly key: string; readonly api: string; readonly stage: string },
  apis: readonly Api[],
): Mapping {
  const key = map(readString(resource.props, properties.key), (known) => known ?? "");
  const api = apis.find((candidate) => refersTo(resource, properties.api, candidate.resource));
  return { kind, key, stage: readString(resource.props, properties.stage), ...(api === undefined ? {} : { api }) };
}
