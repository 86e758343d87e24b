import { problem, Problem } from "../../problems";
import { Route } from "../args";
import { ApiBehavior, Behavior, byOriginKind, rootObject, StaticBehavior } from "../behavior";
import { coversPattern, matchesPath } from "../pathPattern";
import { Located, Readable } from "./readable";
import { checkOriginPath } from "./originPath";
import { checkPathPattern } from "./pathPattern";

/** One path pattern of a route. */
interface Pattern {
  readonly pattern: string;
  readonly path: string;
  readonly route: Behavior;
}

interface Context {
  /** The valid patterns, in the order of the routes. */
  readonly all: readonly Pattern[];
  readonly defaultRoute: Behavior | undefined;
}

type PatternCheck = (pattern: Pattern, context: Context) => Problem | undefined;

/** In order: the first problem of a pattern is reported. */
const checks: readonly PatternCheck[] = [duplicate, catchAll, shadowed, checkForOrigin];

export function checkPaths(readable: Readable): Problem[] {
  const { routes } = readable;
  const patterns = routes.flatMap(patternsOf);
  const context = contextOf(readable);
  return [
    ...routes.flatMap(checkNotEmpty),
    ...patterns.flatMap((pattern) => {
      const malformed = checkPathPattern(pattern.pattern, pattern.path);
      return malformed.length > 0 ? malformed : firstProblem(pattern, context);
    }),
  ];
}

/**
 * What is probably a mistake, but can be intended: an API usually serves `/api` too, which `/api/*` does not match. After
 * `/legacy/*`, `/legacy` can belong to another route.
 */
export function pathAdvice(readable: Readable): Problem[] {
  const context = contextOf(readable);
  return context.all.flatMap((pattern) => {
    const advice = byOriginKind(pattern.route, {
      "api-gateway": (api) => folderElsewhere(pattern, api, context),
      s3: () => undefined,
      custom: () => undefined,
    });
    return advice === undefined ? [] : [advice];
  });
}

function folderElsewhere(
  { pattern, path }: Pattern,
  route: ApiBehavior,
  { all, defaultRoute }: Context,
): Problem | undefined {
  if (!/^[^*?]+\/\*$/.test(pattern)) {
    return undefined;
  }
  const folder = pattern.slice(0, -2);
  const match = all.find((other) => matchesPath(other.pattern, folder));
  const isIntended = match?.pattern === folder || (match?.route ?? defaultRoute)?.origin.name === route.origin.name;
  return isIntended || (match === undefined && defaultRoute === undefined)
    ? undefined
    : {
        propertyPath: path,
        reason: `"${pattern}" does not match "${folder}", which goes to another route; add "${folder}" to paths if the API serves it`,
      };
}

function contextOf({ routes, defaultRoute }: Readable): Context {
  const all = routes.flatMap(patternsOf).filter(({ pattern, path }) => checkPathPattern(pattern, path).length === 0);
  return { all, defaultRoute: defaultRoute?.value };
}

function patternsOf({ value: route, path }: Located<Route>): Pattern[] {
  return route.paths.map((pattern, index) => ({ pattern, route, path: `${path}.paths[${index}]` }));
}

function checkNotEmpty({ value, path }: Located<Route>): Problem[] {
  return value.paths.length === 0
    ? [problem(`${path}.paths`, [], "use at least one path pattern, or remove the route")]
    : [];
}

function firstProblem(pattern: Pattern, context: Context): Problem[] {
  for (const check of checks) {
    const found = check(pattern, context);
    if (found !== undefined) {
      return [found];
    }
  }
  return [];
}

function duplicate({ pattern, path }: Pattern, { all }: Context): Problem | undefined {
  const first = all.find((other) => other.pattern === pattern);
  return first === undefined || first.path === path
    ? undefined
    : problem(path, pattern, `remove it: ${first.path} has the same pattern and comes first`);
}

function catchAll({ pattern, path }: Pattern): Problem | undefined {
  return coversPattern(pattern, "*")
    ? problem(path, pattern, "set the route as defaultRoute instead: the pattern matches every request")
    : undefined;
}

function shadowed({ pattern, path }: Pattern, { all }: Context): Problem | undefined {
  const earlier = all.slice(
    0,
    all.findIndex((other) => other.path === path),
  );
  const match = earlier.find((other) => !coversPattern(other.pattern, "*") && coversPattern(other.pattern, pattern));
  return match === undefined
    ? undefined
    : problem(path, pattern, `move it before "${match.pattern}" (${match.path}), which matches all of its requests`);
}

function checkForOrigin(pattern: Pattern, context: Context): Problem | undefined {
  return byOriginKind(pattern.route, {
    "api-gateway": (api) => checkOriginPath(pattern, api),
    s3: (files) => bucketListing(pattern, files, context),
    custom: () => undefined,
  });
}

/** S3 returns the list of the bucket's keys for `/`. The root object replaces `/` only on the default route. */
function bucketListing(
  { pattern, path }: Pattern,
  { spa, directoryIndex, notFoundPage }: StaticBehavior,
  { defaultRoute }: Context,
): Problem | undefined {
  if (defaultRoute === undefined || rootObject(defaultRoute) !== undefined || !matchesPath(pattern, "/")) {
    return undefined;
  }
  return spa === true || directoryIndex === true || notFoundPage !== undefined
    ? undefined
    : {
        propertyPath: path,
        reason: `"${pattern}" matches "/", for which S3 returns the list of files; set directoryIndex or spa`,
      };
}
