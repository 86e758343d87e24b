import { SnapshotResource } from "../../aws/apigateway/restSnapshot";
import { Stage } from "./deployed";
import { Definition } from "./definition";

/** What a request's method and path lead to. */
export interface RouteMatch {
  /** `ANY /{proxy+}` of an HTTP API, `/{proxy+}` of a REST API. */
  readonly route: string;
  /** The REST API's resource. */
  readonly resourceId: string;
  readonly pathParameters: Readonly<Record<string, string>>;
  readonly functionArn: string;
  /** How long API Gateway waits for the function, in milliseconds. */
  readonly timeout: number;
  readonly payloadFormat: "1.0" | "2.0";
  readonly authorization: Authorization;
}

/** What a route asks of its callers. */
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

/** The most specific route that matches: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html */
export function findRoute({ kind, apiId, definition }: Stage, method: string, path: string): RouteMatch | undefined {
  const candidates = kind === "http" ? httpRoutes(definition, apiId) : restMethods(definition, apiId);
  const matches = candidates.flatMap((candidate) => {
    const pathParameters = candidate.route === "$default" ? {} : matchPath(candidate.path, path);
    const fits = candidate.method === "ANY" || candidate.method === method;
    return pathParameters === undefined || !fits ? [] : [{ ...candidate, pathParameters }];
  });
  return matches.sort((a, b) => specificity(b) - specificity(a))[0];
}

function httpRoutes(definition: Definition, apiId: string): Candidate[] {
  return definition
    .list("aws:apigatewayv2/route:Route")
    .filter(({ outputs }) => outputs.apiId === apiId)
    .map(({ outputs }) => {
      const route = outputs.routeKey as string;
      const [method = "ANY", path = ""] = route === "$default" ? [] : route.split(" ");
      const integrationId = (outputs.target as string).replace("integrations/", "");
      const integration = definition.get("aws:apigatewayv2/integration:Integration", integrationId)?.outputs;
      return {
        method,
        path,
        route,
        resourceId: "",
        functionArn: functionArn(integration?.integrationUri),
        timeout: (integration?.timeoutMilliseconds as number | undefined) ?? 30_000,
        // https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-integrations.html
        payloadFormat: integration?.payloadFormatVersion === "2.0" ? "2.0" : "1.0",
        authorization: authorizationOf(outputs, outputs.authorizationType),
      };
    });
}

function restMethods(definition: Definition, apiId: string): Candidate[] {
  const methods = definition.list("aws:apigateway/method:Method");
  return definition
    .list("aws:apigateway/integration:Integration")
    .filter(({ outputs }) => outputs.restApi === apiId)
    .map(({ outputs }) => {
      const resourceId = outputs.resourceId as string;
      const resource = definition.get("aws:apigateway/resource:Resource", resourceId);
      const path = (resource?.outputs.path as string | undefined) ?? "/";
      const method = methods.find(
        (candidate) =>
          candidate.outputs.resourceId === resourceId && candidate.outputs.httpMethod === outputs.httpMethod,
      );
      return {
        method: outputs.httpMethod as string,
        path,
        route: path,
        resourceId,
        functionArn: functionArn(outputs.uri),
        timeout: (outputs.timeoutMilliseconds as number | undefined) ?? 29_000,
        payloadFormat: "1.0",
        authorization: authorizationOf(method?.outputs ?? {}, method?.outputs.authorization),
      };
    });
}

function authorizationOf(outputs: SnapshotResource["outputs"], type: unknown): Authorization {
  return {
    type: (type ?? "NONE") as Authorization["type"],
    authorizerId: (outputs.authorizerId as string | undefined) ?? "",
    scopes: (outputs.authorizationScopes as string[] | undefined) ?? [],
    apiKeyRequired: outputs.apiKeyRequired === true,
  };
}

/** `{name}` takes one segment, `{name+}` the rest, at least one. */
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

/** A full match before parameters before a greedy one before `$default`; then the method's own before ANY. */
function specificity({ path, route, method }: Candidate): number {
  const byPath = route === "$default" ? 0 : path.includes("+}") ? 2 : path.includes("{") ? 4 : 6;
  return byPath + (method === "ANY" ? 0 : 1);
}

/** The ARN of the function that an integration or an authorizer invokes. */
export function functionArn(uri: unknown): string {
  return /functions\/([^/]+)\/invocations$/.exec(String(uri))?.[1] ?? String(uri);
}
