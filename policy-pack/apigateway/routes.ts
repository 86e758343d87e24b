import { ApiEndpoint } from "./endpoint";
import { allKnown, either, isKnown, map, Maybe, Tristate, Unknown } from "../program/maybe";
import { ApiDomain, Mapping } from "./apiDomains";
import { Api, ApiRoute } from "./apis";
import { literalPrefix } from "../cloudfront/pathPattern";

/** An API of the program that receives the requests of an origin. */
export interface RoutedApi {
  readonly api: Api;
  /** The part of the origin path after the stage. The API receives it before the request's path. */
  readonly prefix: string;
}

/**
 * Undefined if the API is not part of the program, or if it depends on the request which part of the path the API receives.
 * Unknown if an unknown stage, mapping or origin path decides it.
 */
export function routedApi(
  endpoint: ApiEndpoint | undefined,
  originPath: Maybe<string | undefined>,
  pathPattern: Maybe<string>,
): Maybe<RoutedApi | undefined> {
  const isOfDefault = endpoint?.address === "default-endpoint";
  if (endpoint === undefined || (isOfDefault ? endpoint.api : endpoint.domain) === undefined) {
    return undefined;
  }
  return map(originPath, (path = "") =>
    isOfDefault && endpoint.api !== undefined
      ? behindStage(endpoint.api, path, pathPattern)
      : behindMapping(endpoint.domain, path, pathPattern),
  );
}

function behindStage(api: Api, path: string, pathPattern: Maybe<string>): Maybe<RoutedApi | undefined> {
  if (api.routes.length === 0) {
    return { api, prefix: "" };
  }
  const [, first = "", ...rest] = path.split("/");
  if (path === "") {
    return map(canBeginWithStage(api, pathPattern), (can) => (can ? undefined : { api, prefix: "" }));
  }
  const isStage = api.kind === "rest" || isStageOf(api, first);
  return map(isStage, (is) => ({ api, prefix: is ? rest.map((part) => `/${part}`).join("") : path }));
}

function behindMapping(
  domain: ApiDomain | undefined,
  path: string,
  pathPattern: Maybe<string>,
): Maybe<RoutedApi | undefined> {
  const selected = domain === undefined ? undefined : selectedMapping(domain, path, pathPattern);
  return map(selected, (known) => {
    if (known?.mapping.api === undefined) {
      return undefined;
    }
    const { api, isStageInPath } = known.mapping;
    const [, first, ...others] = known.rest.split("/");
    if (isStageInPath !== true) {
      return { api, prefix: known.rest };
    }
    return first === undefined ? undefined : { api, prefix: others.map((part) => `/${part}`).join("") };
  });
}

/** The part of the origin path that has to begin with a stage, if the mapping selects none; undefined if it selects one. */
export function pathToStage(
  domain: ApiDomain,
  originPath: Maybe<string | undefined>,
  pathPattern: Maybe<string>,
): Maybe<{ readonly mapping: Mapping; readonly path: string } | undefined> {
  const selected = map(originPath, (path = "") => selectedMapping(domain, path, pathPattern));
  return map(selected, (known) =>
    known?.mapping.isStageInPath === true ? { mapping: known.mapping, path: known.rest } : undefined,
  );
}

/**
 * The mapping that matches every request of a path pattern, and the part of the origin path after its key. Unknown if a
 * mapping with an unknown key can match.
 */
function selectedMapping(
  { mappings }: ApiDomain,
  originPath: string,
  pathPattern: Maybe<string>,
): Maybe<{ readonly mapping: Mapping; readonly rest: string } | undefined> {
  const pattern = isKnown(pathPattern) ? pathPattern : "/*";
  const possible = mappings.filter(({ key }) => !isKnown(key) || canBeginWith(originPath, pattern, key));
  return map(allKnown(possible.map(({ key }) => key)), ([key, ...others]) => {
    const [mapping] = possible;
    if (mapping === undefined || key === undefined || others.length > 0) {
      return undefined;
    }
    const begins = key === "" ? "" : `/${key}`;
    return `${originPath}/`.startsWith(`${begins}/`) ? { mapping, rest: originPath.slice(begins.length) } : undefined;
  });
}

/** Whether the path of a request of a path pattern can begin with a mapping's key, as complete segments. */
export function canBeginWith(originPath: string, pathPattern: string, key: string): boolean {
  if (key === "") {
    return true;
  }
  const wanted = `/${key}`;
  const prefix = `${originPath}${literalPrefix(pathPattern)}`;
  const isWhole = !/[*?]/.test(pathPattern);
  return (!isWhole && wanted.startsWith(prefix)) || prefix === wanted || prefix.startsWith(`${wanted}/`);
}

/** An origin path that repeats the stage, which the mapping of the custom domain already selects. */
export interface RepeatedStage {
  readonly stage: string;
  /** The origin path without the stage; empty for none. */
  readonly withoutStage: string;
  readonly mapping: Mapping;
}

/** Undefined if a route of the API can match a path that begins with the stage; unknown if such a route is possible. */
export function repeatedStage(
  endpoint: ApiEndpoint | undefined,
  originPath: Maybe<string | undefined>,
  pathPattern: Maybe<string>,
): Maybe<RepeatedStage | undefined> {
  if (endpoint?.domain === undefined || !isKnown(originPath) || originPath === undefined) {
    return undefined;
  }
  const selected = selectedMapping(endpoint.domain, originPath, pathPattern);
  // The rules about the mapping report an unknown key.
  if (!isKnown(selected)) {
    return undefined;
  }
  const [, stage, ...others] = selected?.rest.split("/") ?? [];
  if (selected === undefined || stage === undefined || selected.mapping.stage !== stage) {
    return undefined;
  }
  const { mapping, rest } = selected;
  const withoutStage = [originPath.slice(0, originPath.length - rest.length), ...others].join("/");
  const hasRoute =
    mapping.api === undefined
      ? new Unknown("the routes of the mapped API are not part of this program", undefined, {
          resolution: "Check the routes in the program that creates the API.",
        })
      : hasRouteFor({ api: mapping.api, prefix: rest }, pathPattern);
  return map(hasRoute, (has) => (has ? undefined : { stage, withoutStage, mapping }));
}

/** Without an origin path, the viewer's path can begin with the stage. */
function canBeginWithStage(api: Api, pathPattern: Maybe<string>): Tristate {
  const first = isKnown(pathPattern) ? literalPrefix(pathPattern).split("/")[1] : undefined;
  return api.kind === "rest" || isStageOf(api, first);
}

/** No path begins with "$default": https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-stages.html */
function isStageOf({ stages }: Api, name: string | undefined): Tristate {
  if (name === "$default") {
    return false;
  }
  return either(...stages.map((stage) => map(stage, (known) => known === name)));
}

/** Whether a route can match a request of a path pattern; unknown if only an unknown one can. */
export function hasRouteFor(routed: RoutedApi, pathPattern: Maybe<string>): Tristate {
  const isMatched = map(knownRoutesFor(routed, pathPattern), (matching) => matching.length > 0);
  return either(
    isMatched,
    map(routesFor(routed, pathPattern), () => false),
  );
}

/** Whether the API has a route for exactly one file in its root folder. */
export function hasRouteOf({ api, prefix }: RoutedApi, file: string): Tristate {
  return either(...api.routes.map((route) => map(route, ({ path }) => path === `${prefix}/${file}`)));
}

/** The routes that can match a request of a path pattern; unknown if a route is. */
export function routesFor(routed: RoutedApi, pathPattern: Maybe<string>): Maybe<readonly ApiRoute[]> {
  const { routes } = routed.api;
  return routes.length === 0
    ? new Unknown("the routes of the API are not part of this program", undefined, {
        resolution: "Check the routes in the program that creates the API.",
      })
    : map(allKnown(routes), () => knownRoutesFor(routed, pathPattern));
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
