import { routedApi, routesFor } from "../apigateway/routes";
import { Carrier, handlingOf } from "../cloudfront/credentials";
import { ttlOf } from "../cloudfront/ttl";
import { Tristate, both, either, isKnown, map, Maybe, not } from "../program/maybe";
import { checkApiRoutes, CheckResult } from "./checkBehaviors";
import { Route } from "./routedDistribution";
import { Rule } from "./rule";
import { otherStacks } from "./settings";

const instead =
  "Write cachePolicyId 4135ea2d-6df8-44a3-9df3-4b5a84be39ad (CachingDisabled), or put what tells users apart into the cache key.";

export const apiGatewayOriginSharedCache: Rule = {
  name: "api-gateway-origin-shared-cache",
  displayName: "Users of an API do not share cached answers",
  description: "A cache behavior must not cache an API's answers across users whose credentials reach the API.",
  level: "mandatory",
  severity: "critical",
  tags: ["cloudfront", "api-gateway"],
  remediationSteps: instead,
  url: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/understanding-the-cache-key.html",
  failingRequest:
    "the second user's GET: CloudFront answers with what the first user got, since the credentials reach the API but are not in the cache key",
  decidedFrom: "inputs",
  config: otherStacks,
  check: (distribution) => checkApiRoutes(distribution, "whether users share cached answers", check),
};

function check(route: Route): CheckResult {
  const { behavior, program } = route;
  const shared = (carrier: Carrier): Tristate => {
    const { reachesOrigin, isInCacheKey } = handlingOf(carrier, route);
    return both(reachesOrigin, not(isInCacheKey));
  };
  const carriers: readonly Carrier[] = ["Authorization", "Cookie", ...apiKey(route)];
  const names = carriers.filter((carrier) => shared(carrier) === true).join(" and ");
  const ttl = ttlOf(behavior, program);
  const kept = map(ttl, ({ min, default: normal }) => either(positive(min), positive(normal)));
  const mayBeKept = map(ttl, ({ max }) => positive(max));
  const isShared = either(...carriers.map(shared));
  const onlyIfTheApiSays = kept === false && mayBeKept === true;
  return {
    bad: both(isShared, onlyIfTheApiSays ? true : kept),
    kind: onlyIfTheApiSays ? "advice" : "violation",
    message:
      `${names || "credentials"} reach the API but are not in the cache key, and answers are cached` +
      `${onlyIfTheApiSays ? " where the API's own headers say so" : ""}: one user gets another's. ${instead}`,
  };
}

/** A key of the API's tells users apart only where the API asks for one. */
function apiKey({ behavior, apiEndpoint, origin }: Route): readonly Carrier[] {
  const routed = routedApi(apiEndpoint, origin.originPath, behavior.pathPattern);
  const routes = routed && routesFor(routed, behavior.pathPattern);
  const asks =
    routes !== undefined &&
    isKnown(routes) &&
    routes.some(({ needs }) => isKnown(needs) && needs.includes("x-api-key"));
  return asks ? ["x-api-key"] : [];
}

function positive(seconds: Maybe<number>): Tristate {
  return map(seconds, (value) => value > 0);
}
