import { authorizationHeader } from "../apigateway/authorizers";
import { knownRoutesFor, routedApi } from "../apigateway/routes";
import { describeValue, partOf, valueForwarding, ViewerValue } from "../cloudfront/credentials";
import { forwardingOf, selectsHeader } from "../cloudfront/forwarding";
import { ttlOf } from "../cloudfront/ttl";
import { both, either, isKnown, map, Maybe, not, Tristate } from "../program/maybe";
import { checkApiRoutes, CheckResult } from "../findings/checkBehaviors";
import { cachePolicy } from "../findings/fixes";
import { cut, listOf } from "../findings/message";
import { Route } from "../findings/routedDistribution";
import { Rule } from "../findings/rule";
import { otherStacks } from "../findings/settings";

const fix = `Set ${cachePolicy("CachingDisabled")}.`;

export const apiGatewayOriginSharedCache: Rule = {
  name: "api-gateway-origin-shared-cache",
  displayName: "Users of an API do not share cached responses",
  description: "A cache behavior must not share cached API responses between users whose credentials reach the API.",
  level: "mandatory",
  severity: "critical",
  tags: ["cloudfront", "api-gateway"],
  remediationSteps: `Set ${cachePolicy("CachingDisabled")}, or add the credentials to the cache key.`,
  url: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/understanding-the-cache-key.html",
  failingRequest:
    "the second user's GET: CloudFront returns the first user's response, because the credentials reach the API but are not in the cache key",
  decidedFrom: "inputs",
  config: otherStacks,
  check: (distribution) => checkApiRoutes(distribution, check),
};

function check(route: Route): CheckResult {
  const { behavior, program } = route;
  const ttl = ttlOf(behavior, program);
  const isCached = map(ttl, ({ min, default: normal }) => either(isPositive(min), isPositive(normal)));
  const canBeCached = map(ttl, ({ max }) => isPositive(max));
  if (isCached === false && canBeCached === false) {
    return { fails: false, problem: "" };
  }
  const isShared = (value: ViewerValue): Tristate => {
    const { reachesOrigin, isInCacheKey } = valueForwarding(value, route);
    return both(reachesOrigin, not(isInCacheKey));
  };
  const credentials = distinct([authorizationHeader, cookies, ...requiredCredentials(route)]);
  const dependsOnApi = isCached === false && canBeCached === true;
  const sharesUsers = either(
    ...credentials.map((value) => both(isShared(value), value === cookies ? not(isIdentifiedByKey(route)) : true)),
  );
  // An API can ignore other values, and CloudFront serves its users alike. Credentials identify a user.
  const isCertain = sharesUsers !== false && !dependsOnApi;
  const values = isCertain ? credentials : [...credentials, anyQueryString, ...selectedOrigin(route)];
  const shared = values.filter((value) => isShared(value) === true);
  const responses = dependsOnApi ? "responses that the API marks as cacheable" : "cached responses";
  return {
    fails: both(isCertain ? sharesUsers : either(...values.map(isShared)), dependsOnApi ? true : isCached),
    kind: isCertain ? "violation" : "weakness",
    problem: `users share ${responses}: the cache key lacks ${cut(listOf(shared.map(describeValue)))}, which CloudFront forwards. ${fix}`,
    // A viewer function can remove credentials before CloudFront looks into its cache.
    dependsOn: [...shared.map(partOf), ...(shared.some((value) => !isAlwaysChecked(value)) ? (["path"] as const) : [])],
  };
}

/** Whether the cache key has Authorization. Such an API can ignore the cookies, if no authorizer requires them. */
function isIdentifiedByKey(route: Route): Tristate {
  const { reachesOrigin, isInCacheKey } = valueForwarding(authorizationHeader, route);
  return both(reachesOrigin, isInCacheKey);
}

/** Any other value is a credential of the route that the path leads to. */
function isAlwaysChecked(value: ViewerValue): boolean {
  return [authorizationHeader, cookies, anyQueryString, originHeader].includes(value);
}

const cookies: ViewerValue = { kind: "header", name: "Cookie" };
const anyQueryString: ViewerValue = { kind: "query string" };
/** The site that sends the request. An API that allows several sites repeats it in Access-Control-Allow-Origin. */
const originHeader: ViewerValue = { kind: "header", name: "Origin" };

/** CloudFront forwards Origin in any case. A setting that selects it shows that responses depend on it. */
function selectedOrigin({ behavior, program }: Route): readonly ViewerValue[] {
  const { settings } = forwardingOf(behavior, program);
  return settings.some((setting) => selectsHeader(setting, "Origin") === true) ? [originHeader] : [];
}

/** A header or query string identifies a user if the API requires it as a credential. */
function requiredCredentials({ behavior, apiEndpoint, origin }: Route): readonly ViewerValue[] {
  const routed = routedApi(apiEndpoint, origin.originPath, behavior.pathPattern);
  const routes = map(routed, (known) => known && knownRoutesFor(known, behavior.pathPattern));
  return routes !== undefined && isKnown(routes)
    ? routes.flatMap(({ credentials }) => (isKnown(credentials) ? credentials : []))
    : [];
}

function distinct(values: readonly ViewerValue[]): readonly ViewerValue[] {
  const keyOf = (value: ViewerValue): string =>
    value.kind === "header" ? describeValue(value).toLowerCase() : describeValue(value);
  return [...new Map(values.map((value) => [keyOf(value), value])).values()];
}

function isPositive(seconds: Maybe<number>): Tristate {
  return map(seconds, (value) => value > 0);
}
