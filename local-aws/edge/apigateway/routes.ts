import { httpIntegrations, HttpRoute, httpRoutes } from "../../aws/apigateway/http";
import { RestMethod, restIntegrations, restMethods, restResources } from "../../aws/apigateway/rest";
import { Stage } from "./stages";
import { Definition } from "./definition";
import { ApiKind } from "./gatewayResponses";

/** The route that a request matches. */
export interface RouteMatch {
  /** `ANY /{proxy+}` of an HTTP API, `/{proxy+}` of a REST API. */
  readonly route: string;
  /** The ID of the REST API's resource. */
  readonly resourceId: string;
  readonly pathParameters: Readonly<Record<string, string>>;
  /** Undefined if the integration is not a Lambda proxy, which is not modeled. */
  readonly functionArn: string | undefined;
  /** The timeout of the integration, in milliseconds. */
  readonly timeout: number;
  /** Whether API Gateway sends the response while the function writes it. An HTTP API never does. */
  readonly streams: boolean;
  readonly payloadFormat: "1.0" | "2.0";
  readonly authorization: Authorization;
}

/** The authorization that a route requires. */
export interface Authorization {
  readonly type: "AWS_IAM" | "COGNITO_USER_POOLS" | "CUSTOM" | "JWT" | "NONE";
  readonly authorizerId: string;
  readonly scopes: readonly string[];
  readonly apiKeyRequired: boolean;
}

interface Candidate extends Omit<RouteMatch, "pathParameters"> {
  readonly method: string;
  readonly path: string;
}

/** Finds the most specific route that matches: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html */
export function findRoute({ kind, apiId, definition }: Stage, method: string, path: string): RouteMatch | undefined {
  const candidates = candidatesOf[kind](definition, apiId);
  const matches = candidates.flatMap((candidate) => {
    const pathParameters = candidate.route === "$default" ? {} : matchPath(candidate.path, path);
    const fits = candidate.method === "ANY" || candidate.method === method;
    return pathParameters === undefined || !fits ? [] : [{ ...candidate, pathParameters }];
  });
  return matches.sort((a, b) => specificity(b) - specificity(a))[0];
}

const candidatesOf: Readonly<Record<ApiKind, (definition: Definition, apiId: string) => Candidate[]>> = {
  http: httpRoutesOf,
  rest: restMethodsOf,
  // Its messages select the routes.
  webSocket: () => [],
};

function httpRoutesOf(definition: Definition, apiId: string): Candidate[] {
  const routes = definition.list(httpRoutes).filter(({ outputs }) => outputs.apiId === apiId);
  return routes.map(({ outputs: route }) => {
    const [method = "ANY", path = ""] = route.routeKey === "$default" ? [] : route.routeKey.split(" ");
    return { method, path, ...targetOf(definition, route) };
  });
}

/** A route of an HTTP API or of a WebSocket API, with its integration. */
export function targetOf(definition: Definition, route: HttpRoute): Omit<RouteMatch, "pathParameters"> {
  const integration = definition.get(httpIntegrations, route.target?.replace("integrations/", "") ?? "")?.outputs;
  return {
    route: route.routeKey,
    resourceId: "",
    functionArn: proxiedFunction(integration?.integrationType, integration?.integrationUri),
    timeout: integration?.timeoutMilliseconds ?? 30_000,
    streams: false,
    // https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-integrations.html
    payloadFormat: integration?.payloadFormatVersion ?? "1.0",
    authorization: authorizationOf(route, route.authorizationType),
  };
}

function restMethodsOf(definition: Definition, apiId: string): Candidate[] {
  const methods = definition.list(restMethods).map(({ outputs }) => outputs);
  const integrations = definition.list(restIntegrations).filter(({ outputs }) => outputs.restApi === apiId);
  return integrations.map(({ outputs: integration }) => {
    const { resourceId, httpMethod, type, uri, timeoutMilliseconds = 29_000, responseTransferMode } = integration;
    const path = definition.get(restResources, resourceId)?.outputs.path ?? "/";
    const method = methods.find(
      (candidate) => candidate.resourceId === resourceId && candidate.httpMethod === httpMethod,
    );
    return {
      method: httpMethod,
      path,
      route: path,
      resourceId,
      functionArn: proxiedFunction(type, uri),
      timeout: timeoutMilliseconds,
      streams: responseTransferMode === "STREAM",
      payloadFormat: "1.0",
      authorization: authorizationOf(method ?? {}, method?.authorization),
    };
  });
}

type AuthorizationSettings = Pick<RestMethod, "apiKeyRequired" | "authorizationScopes" | "authorizerId">;

function authorizationOf(settings: AuthorizationSettings, type: Authorization["type"] = "NONE"): Authorization {
  return {
    type,
    authorizerId: settings.authorizerId ?? "",
    scopes: settings.authorizationScopes ?? [],
    apiKeyRequired: settings.apiKeyRequired === true,
  };
}

/** `{name}` matches one segment, `{name+}` one or more. */
function matchPath(pattern: string, path: string): Record<string, string> | undefined {
  const names: string[] = [];
  const source = pattern.split(/(\{[^}]+\})/).map((part) => {
    const [, name, greedy] = /^\{([^}+]+)(\+?)\}$/.exec(part) ?? [];
    if (name === undefined) {
      return part.replace(/[.*+?^$()|[\]\\]/g, "\\$&");
    }
    names.push(name);
    return greedy === "" ? "([^/]+)" : "(.+)";
  });
  const match = new RegExp(`^${source.join("")}/?$`).exec(path);
  return match === null ? undefined : Object.fromEntries(names.map((name, at) => [name, match[at + 1] ?? ""]));
}

/** Orders routes: full match, parameters, greedy parameter, `$default`; for the same path, a specific method before ANY. */
function specificity({ path, route, method }: Candidate): number {
  const byPath = route === "$default" ? 0 : path.includes("+}") ? 2 : path.includes("{") ? 4 : 6;
  return byPath + (method === "ANY" ? 0 : 1);
}

/** Services other than Lambda have no URI that names a function. */
function proxiedFunction(type = "AWS_PROXY", uri = ""): string | undefined {
  const arn = functionArn(uri);
  return type === "AWS_PROXY" && /^arn:[^:]+:lambda:/.test(arn) ? arn : undefined;
}

/** The ARN of the function that an integration or an authorizer invokes. */
export function functionArn(uri = ""): string {
  return /functions\/([^/]+)\/(?:response-streaming-)?invocations$/.exec(uri)?.[1] ?? uri;
}
