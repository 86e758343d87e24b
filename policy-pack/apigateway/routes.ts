import { ApiEndpoint } from "./endpoint";
import { isKnown, map, Maybe, Unknown } from "../program/maybe";
import { readString } from "../program/readValue";
import { Api, ApiRoute } from "./apis";
import { literalPrefix } from "../cloudfront/pathPattern";

/** An API of the program that receives the requests of an origin. */
export interface RoutedApi {
  readonly api: Api;
  /** The part of the origin path after the stage. The API receives it before the request's path. */
  readonly prefix: string;
}

/** Undefined if the API is not part of the program, or if it is uncertain which part of the path the API receives. */
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
    if (path === "" && canBeginWithStage(api, pathPattern)) {
      return undefined;
    }
    const isStage = first !== "" && (api.kind === "rest" || api.stages.includes(first));
    return { api, prefix: isStage ? rest.map((part) => `/${part}`).join("") : path };
  }
  const [mapping, ...others] = endpoint.domain?.mappings ?? [];
  return mapping?.key === "" && others.length === 0 && mapping.api !== undefined
    ? { api: mapping.api, prefix: path }
    : undefined;
}

/**
 * The stage, if the origin path repeats it: the mapping of the custom domain already selects the stage, and no route of
 * the API matches a path that begins with it.
 */
export function repeatedStage(
  endpoint: ApiEndpoint | undefined,
  originPath: Maybe<string | undefined>,
  pathPattern: Maybe<string>,
): string | undefined {
  const [mapping, ...others] = endpoint?.domain?.mappings ?? [];
  const first = isKnown(originPath) ? originPath?.split("/")[1] : undefined;
  const mode = readString(endpoint?.domain?.resource.props, "routingMode");
  // https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-routing-mode.html
  const hasRules = !isKnown(mode) || !["BASE_PATH_MAPPING_ONLY", "API_MAPPING_ONLY", undefined].includes(mode);
  if (mapping === undefined || others.length > 0 || hasRules || mapping.key !== "" || mapping.stage !== first) {
    return undefined;
  }
  const routed = routedApi(endpoint, originPath, pathPattern);
  const routes = routed && routesFor(routed, pathPattern);
  return routes !== undefined && isKnown(routes) && routes.length === 0 ? first : undefined;
}

/** Without an origin path, the viewer's path can begin with the stage. */
function canBeginWithStage({ kind, stages }: Api, pathPattern: Maybe<string>): boolean {
  const first = isKnown(pathPattern) ? literalPrefix(pathPattern).split("/")[1] : undefined;
  return kind === "rest" || stages.some((stage) => !isKnown(stage) || stage === first);
}

/** The routes that can match a request of a path pattern; unknown if a route is. */
export function routesFor(routed: RoutedApi, pathPattern: Maybe<string>): Maybe<readonly ApiRoute[]> {
  return routed.api.routes.length === 0 || !routed.api.routes.every(isKnown)
    ? new Unknown("some routes of the API are unknown")
    : knownRoutesFor(routed, pathPattern);
}

/** Those of the known routes that can match a request of a path pattern. */
export function knownRoutesFor(routed: RoutedApi, pathPattern: Maybe<string>): Maybe<readonly ApiRoute[]> {
  return map(pathPattern, (pattern) => matchingRoutes(routed, pattern, (path) => path));
}

/** Those of the known routes that would match a path pattern if letter case did not matter. */
export function routesInOtherCase(routed: RoutedApi, pattern: string): readonly ApiRoute[] {
  return matchingRoutes(routed, pattern, (path) => path.toLowerCase());
}

function matchingRoutes({ api, prefix }: RoutedApi, pattern: string, read: (path: string) => string): ApiRoute[] {
  const beginning = read(`${prefix}${literalPrefix(pattern)}`);
  const isWhole = !/[*?]/.test(pattern);
  return api.routes.filter(isKnown).filter(({ path }) => canMatch(read(path), beginning, isWhole));
}

/** Whether a route can match a path with this beginning, or exactly this path. A negative answer is certain. */
function canMatch(route: string, beginning: string, isWhole: boolean): boolean {
  if (route === "$default") {
    return true;
  }
  const literal = route.replace(/\{.*$/s, "");
  if (literal === route) {
    return isWhole ? route === beginning : route.startsWith(beginning);
  }
  // A path parameter is never empty.
  return isWhole ? beginning.startsWith(literal) && beginning.length > literal.length : overlap(literal, beginning);
}

function overlap(left: string, right: string): boolean {
  return left.startsWith(right) || right.startsWith(left);
}
