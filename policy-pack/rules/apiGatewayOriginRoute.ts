import { ApiRoute } from "../apigateway/apis";
import { isWebSocket } from "../apigateway/httpApi";
import {
  hasRouteFor,
  knownRoutesFor,
  repeatedStage,
  RoutedApi,
  routedApi,
  routesInOtherCase,
} from "../apigateway/routes";
import { possibleChange } from "../cloudfront/edgeChanges";
import { Behavior, Distribution } from "../cloudfront/model";
import { literalPrefix, matchesPath, withLeadingSlash } from "../cloudfront/pathPattern";
import { isKnown, Maybe, not, Unknown } from "../program/maybe";
import { memoized } from "../program/memoized";
import { checkApiRoutes, CheckResult } from "../findings/checkBehaviors";
import { cut, listOf } from "../findings/message";
import { Route, RoutedBehavior, RoutedDistribution } from "../findings/routedDistribution";
import { Finding, Rule } from "../findings/rule";

export const apiGatewayOriginRoute: Rule = {
  name: "api-gateway-origin-route",
  displayName: "An API has a route for the paths of a behavior",
  description: "An API should have a route that matches paths of the cache behavior in front of it.",
  level: "advisory",
  severity: "medium",
  tags: ["cloudfront", "api-gateway"],
  remediationSteps:
    "Add routes to the API that begin with the behavior's path, which CloudFront does not strip. Or change the path pattern, which is case-sensitive.",
  url: "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html",
  failingRequest:
    "any request of the behavior: the API receives the complete path, no route matches it, and a REST API returns 403 Missing Authentication Token, an HTTP API 404",
  decidedFrom: "program",
  check: (distribution) => [...checkApiRoutes(distribution, check), ...checkUnreached(distribution)],
};

function check({ behavior, apiEndpoint, origin, distribution, program }: Route): CheckResult | undefined {
  const { pathPattern } = behavior;
  const routed = routedApi(apiEndpoint, origin.originPath, pathPattern);
  if (!isKnown(routed)) {
    return { fails: routed, problem: "", dependsOn: ["path", "origin"] };
  }
  if (
    routed === undefined ||
    // Routes can be created elsewhere, for example by an OpenAPI document.
    routed.api.routes.length === 0 ||
    isFolder(behavior, distribution) ||
    // The rule api-gateway-origin-stage-path reports it.
    repeatedStage(apiEndpoint, origin.originPath, pathPattern) !== undefined
  ) {
    return undefined;
  }
  if (isWebSocket(routed.api.resource)) {
    const isRewritten = possibleChange(["path"], behavior, program) !== undefined;
    return isAfterStage(origin.originPath, pathPattern) && !isRewritten ? webSocketPath : undefined;
  }
  const routes = routed.api.routes.filter(isKnown).map(({ path }) => `"${path}"`);
  const answer = routed.api.kind === "rest" ? '403 {"message":"Missing Authentication Token"}' : "404";
  return {
    fails: not(hasRouteFor(routed, pathPattern)),
    problem:
      `no route of the API (${cut(routes.join(", "))}) matches the behavior's paths, whose prefix CloudFront keeps; ` +
      `the API returns ${answer}. ${fixFor(routed, isKnown(pathPattern) ? pathPattern : "*", origin.originPath)}`,
    dependsOn: ["path", "origin"],
  };
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-how-to-call-websocket-api.html */
const webSocketPath: CheckResult = {
  fails: new Unknown("a WebSocket API may accept only the path of its stage, and this path follows it", undefined, {
    resolution: "Rewrite it to / in a viewer-request function.",
  }),
  problem: "",
  dependsOn: ["origin"],
};

function isAfterStage(originPath: Maybe<string | undefined>, pattern: Maybe<string>): boolean {
  return isKnown(originPath) && originPath !== undefined && isKnown(pattern) && !matchesPath(pattern, "/");
}

function fixFor(routed: RoutedApi, pattern: string, originPath: Maybe<string | undefined>): string {
  const [inOtherCase] = routesInOtherCase(routed, pattern);
  if (inOtherCase !== undefined) {
    return `Letter case matters: set pathPattern: "${cut(patternFor(inOtherCase, routed, pattern))}".`;
  }
  if (!/[*?]/.test(pattern) && hasRoute(routed, `${pattern}/*`)) {
    return `Set pathPattern: "${cut(`${withLeadingSlash(pattern)}/*`)}".`;
  }
  const path = isKnown(originPath) ? (originPath ?? "") : "";
  return path !== "" &&
    pattern.startsWith(`${path}/`) &&
    hasRoute({ ...routed, prefix: "" }, pattern.slice(path.length))
    ? "Remove originPath, because the path pattern begins with it."
    : "Add routes that begin with them.";
}

function hasRoute(routed: RoutedApi, pattern: string): boolean {
  const routes = knownRoutesFor(routed, pattern);
  return isKnown(routes) && routes.length > 0;
}

/** The pattern in the letter case of a route. */
function patternFor({ path }: ApiRoute, { prefix }: RoutedApi, pattern: string): string {
  const written = withLeadingSlash(pattern);
  const literal = path.replace(/\{.*$/s, "").slice(prefix.length, prefix.length + literalPrefix(pattern).length);
  return `${literal}${written.slice(literal.length)}`;
}

/** Whether the pattern is `/api` next to `/api/*`: behavior-path-shadowed requires both, also without a route for `/api`. */
function isFolder({ pathPattern }: Behavior, { behaviors }: Distribution): boolean {
  return (
    isKnown(pathPattern) &&
    !/[*?]/.test(pathPattern) &&
    isKnown(behaviors) &&
    knownPatterns(behaviors).has(withLeadingSlash(`${pathPattern}/*`))
  );
}

const knownPatterns = memoized(
  (behaviors: readonly Behavior[]): ReadonlySet<string> =>
    new Set(behaviors.flatMap(({ pathPattern }) => (isKnown(pathPattern) ? [withLeadingSlash(pathPattern)] : []))),
);

/** A weakness: routes of the distribution's APIs that none of its behaviors leads to. */
function checkUnreached({ behaviors, program }: RoutedDistribution): Finding[] {
  if (!isKnown(behaviors)) {
    return [];
  }
  const leads = behaviors.flatMap((behavior) => routedApisOf(behavior).map((routed) => ({ routed, behavior })));
  const changes = behaviors.some((one) => possibleChange(["path", "origin"], one, program) !== undefined);
  const apis = new Set(leads.map(({ routed }) => routed?.api));
  if (changes || apis.has(undefined)) {
    return [];
  }
  return [...apis].flatMap((api) => {
    const own = leads.filter(({ routed }) => routed?.api === api);
    const reached = new Set(
      own.flatMap(({ routed, behavior: { pathPattern } }) => {
        const routes = routed && knownRoutesFor(routed, pathPattern);
        return routes !== undefined && isKnown(routes) ? routes : [];
      }),
    );
    const known = (api?.routes ?? []).filter(isKnown);
    // If no route is reached, the violation for each behavior reports it.
    const paths = new Set(reached.size === 0 ? [] : known.filter((one) => !reached.has(one)).map(({ path }) => path));
    const isCertain = own.every(({ behavior }) => isKnown(behavior.pathPattern));
    return isCertain && paths.size > 0 ? [unreached([...paths])] : [];
  });
}

function unreached(paths: readonly string[]): Finding {
  const [first = "", ...others] = paths;
  const names = cut(listOf(paths.map((path) => `"${path}"`)), 90);
  const pattern = first.replace(/\{.*$/s, "*");
  const each = others.length === 0 ? "" : " and so on";
  return {
    behavior: "cache behaviors",
    kind: "weakness",
    problem: `no cache behavior leads to the API's ${others.length === 0 ? "route" : "routes"} ${names}. Add cache behaviors for the API's origin: pathPattern: "${cut(pattern)}"${each}.`,
  };
}

/** The APIs of a behavior; undefined for one whose routes are unknown or which is not known to be an API. */
function routedApisOf({ routes, pathPattern }: RoutedBehavior): readonly (RoutedApi | undefined)[] {
  return (isKnown(routes) ? routes : [undefined]).flatMap((route) => {
    if (route === undefined || !isKnown(route)) {
      return [undefined];
    }
    const isOther = isKnown(route.endpoint) && route.endpoint.service !== "api-gateway";
    const routed = routedApi(route.apiEndpoint, route.origin.originPath, pathPattern);
    return isOther ? [] : [isKnown(routed) ? routed : undefined];
  });
}
