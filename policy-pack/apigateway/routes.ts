import { ApiEndpoint } from "./endpoint";
import { isKnown, Maybe, Unknown } from "../program/maybe";
import { Api, ApiRoute } from "./apis";
import { literalPrefix } from "../cloudfront/pathPattern";

/** An API of the program behind an origin, and what comes before the API's own part of the path. */
export interface RoutedApi {
  readonly api: Api;
  /** Text that the origin path puts before the request's path, without the stage. */
  readonly before: string;
}

/** Absent where the API is not the program's, or where it is not certain which part of the path is its own. */
export function routedApi(
  endpoint: ApiEndpoint | undefined,
  originPath: Maybe<string | undefined>,
  pathPattern: Maybe<string>,
): RoutedApi | undefined {
  if (endpoint === undefined || !isKnown(originPath)) {
    return undefined;
  }
  const path = originPath ?? "";
  if (endpoint.address === "default-endpoint" && endpoint.api !== undefined) {
    const { api } = endpoint;
    const [, first = "", ...rest] = path.split("/");
    if (path === "" && mayBeginWithStage(api, pathPattern)) {
      return undefined;
    }
    const isStage = first !== "" && (api.kind === "rest" || api.stages.includes(first));
    return { api, before: isStage ? rest.map((part) => `/${part}`).join("") : path };
  }
  const [mapping, ...others] = endpoint.domain?.mappings ?? [];
  return mapping?.key === "" && others.length === 0 && mapping.api !== undefined
    ? { api: mapping.api, before: path }
    : undefined;
}

/** Without an origin path the viewer's own path may name the stage. */
function mayBeginWithStage({ kind, stages }: Api, pathPattern: Maybe<string>): boolean {
  const first = isKnown(pathPattern) ? literalPrefix(pathPattern).split("/")[1] : undefined;
  return kind === "rest" || stages.some((stage) => !isKnown(stage) || stage === first);
}

/** The routes that may take a request of this path pattern; unknown where the program does not show all of them. */
export function routesFor({ api, before }: RoutedApi, pathPattern: Maybe<string>): Maybe<readonly ApiRoute[]> {
  const routes = api.routes.filter(isKnown);
  if (api.routes.length === 0 || routes.length < api.routes.length) {
    return new Unknown("not all routes of the API are known");
  }
  if (!isKnown(pathPattern)) {
    return pathPattern;
  }
  const prefix = `${before}${literalPrefix(pathPattern)}`;
  const exact = prefix === `${before}${pathPattern}`;
  return routes.filter(({ path }) => mayTake(path, prefix, exact));
}

/** Whether a route may take some path that begins so, or that is exactly so. Sure where it says no. */
function mayTake(route: string, prefix: string, exact: boolean): boolean {
  if (route === "$default") {
    return true;
  }
  const literal = route.replace(/\{.*$/s, "");
  if (literal === route) {
    return exact ? route === prefix : route.startsWith(prefix);
  }
  // What a parameter takes is not empty.
  return exact ? prefix.startsWith(literal) && prefix.length > literal.length : overlap(literal, prefix);
}

function overlap(left: string, right: string): boolean {
  return left.startsWith(right) || right.startsWith(left);
}
