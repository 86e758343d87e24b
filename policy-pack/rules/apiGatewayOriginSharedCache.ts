import { routedApi, routesFor } from "../apigateway/routes";
import { CredentialHeader, credentialForwarding } from "../cloudfront/credentials";
import { RequestPart } from "../cloudfront/edgeChanges";
import { ttlOf } from "../cloudfront/ttl";
import { both, either, isKnown, map, Maybe, not, Tristate } from "../program/maybe";
import { checkApiRoutes, CheckResult } from "./checkBehaviors";
import { cachePolicy } from "./fixes";
import { listOf } from "./message";
import { Route } from "./routedDistribution";
import { Rule } from "./rule";
import { otherStacks } from "./settings";

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
  check: (distribution) => checkApiRoutes(distribution, "whether users share cached responses", check),
};

function check(route: Route): CheckResult {
  const { behavior, program } = route;
  const isShared = (header: CredentialHeader): Tristate => {
    const { reachesOrigin, isInCacheKey } = credentialForwarding(header, route);
    return both(reachesOrigin, not(isInCacheKey));
  };
  const headers: readonly CredentialHeader[] = ["Authorization", "Cookie", ...apiKey(route)];
  const shared = headers.filter((header) => isShared(header) === true);
  const ttl = ttlOf(behavior, program);
  const isCached = map(ttl, ({ min, default: normal }) => either(isPositive(min), isPositive(normal)));
  const canBeCached = map(ttl, ({ max }) => isPositive(max));
  const dependsOnApi = isCached === false && canBeCached === true;
  const responses = dependsOnApi ? "responses that the API marks as cacheable" : "cached responses";
  return {
    fails: both(either(...headers.map(isShared)), dependsOnApi ? true : isCached),
    kind: dependsOnApi ? "advice" : "violation",
    problem: `users share ${responses}: the cache key lacks ${listOf(shared)}, which CloudFront forwards. ${fix}`,
    // A viewer function can remove credentials before CloudFront looks into its cache.
    dependsOn: shared.map((header): RequestPart => (header === "Cookie" ? "cookies" : `header ${header}`)),
  };
}

/** An API key identifies a user only if the API requires one. */
function apiKey({ behavior, apiEndpoint, origin }: Route): readonly CredentialHeader[] {
  const routed = routedApi(apiEndpoint, origin.originPath, behavior.pathPattern);
  const routes = routed && routesFor(routed, behavior.pathPattern);
  const isRequired =
    routes !== undefined &&
    isKnown(routes) &&
    routes.some(({ credentials }) => isKnown(credentials) && credentials.includes("x-api-key"));
  return isRequired ? ["x-api-key"] : [];
}

function isPositive(seconds: Maybe<number>): Tristate {
  return map(seconds, (value) => value > 0);
}
