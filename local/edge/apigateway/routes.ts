import { Account } from "../../account";
import { Stage } from "./deployed";

/** What a request's method and path lead to. */
export interface RouteMatch {
  /** `ANY /{proxy+}` of an HTTP API, `/{proxy+}` of a REST API. */
  readonly route: string;
  readonly pathParameters: Readonly<Record<string, string>>;
  readonly functionArn: string;
}

interface Candidate {
  readonly method: string;
  readonly path: string;
  readonly label: string;
  readonly uri: string;
}

/** The most specific route that matches: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html */
export function findRoute(account: Account, stage: Stage, method: string, path: string): RouteMatch | undefined {
  const candidates = stage.kind === "http" ? httpRoutes(account, stage.apiId) : restMethods(account, stage.apiId);
  const matches = candidates.flatMap((candidate) => {
    const pathParameters = candidate.label === "$default" ? {} : matchPath(candidate.path, path);
    const fits = candidate.method === "ANY" || candidate.method === method;
    return pathParameters === undefined || !fits ? [] : [{ candidate, pathParameters }];
  });
  const [best] = matches.sort((a, b) => specificity(b.candidate) - specificity(a.candidate));
  return (
    best && {
      route: best.candidate.label,
      pathParameters: best.pathParameters,
      functionArn: functionArn(best.candidate.uri),
    }
  );
}

function httpRoutes(account: Account, apiId: string): Candidate[] {
  return account
    .list("aws:apigatewayv2/route:Route")
    .filter(({ outputs }) => outputs.apiId === apiId)
    .map(({ outputs }) => {
      const label = outputs.routeKey as string;
      const [method = "ANY", path = ""] = label === "$default" ? [] : label.split(" ");
      const integrationId = (outputs.target as string).replace("integrations/", "");
      const integration = account.get("aws:apigatewayv2/integration:Integration", integrationId);
      return { method, path, label, uri: integration?.outputs.integrationUri as string };
    });
}

function restMethods(account: Account, apiId: string): Candidate[] {
  return account
    .list("aws:apigateway/integration:Integration")
    .filter(({ outputs }) => outputs.restApi === apiId)
    .map(({ outputs }) => {
      const resource = account.get("aws:apigateway/resource:Resource", outputs.resourceId as string);
      const path = (resource?.outputs.path as string | undefined) ?? "/";
      return { method: outputs.httpMethod as string, path, label: path, uri: outputs.uri as string };
    });
}

/** `{name}` takes one segment, `{name+}` the rest, at least one. */
function matchPath(pattern: string, path: string): Record<string, string> | undefined {
  const names: string[] = [];
  const source = pattern.replace(/\{([^}+]+)(\+?)\}/g, (_, name: string, greedy: string) => {
    names.push(name);
    return greedy === "" ? "([^/]+)" : "(.+)";
  });
  const match = new RegExp(`^${source}/?$`).exec(path);
  return match === null ? undefined : Object.fromEntries(names.map((name, at) => [name, match[at + 1] ?? ""]));
}

/** A full match before parameters before a greedy one before `$default`; then the method's own before ANY. */
function specificity({ path, label, method }: Candidate): number {
  const byPath = label === "$default" ? 0 : path.includes("+}") ? 2 : path.includes("{") ? 4 : 6;
  return byPath + (method === "ANY" ? 0 : 1);
}

function functionArn(uri: string): string {
  return /functions\/([^/]+)\/invocations$/.exec(uri)?.[1] ?? uri;
}
