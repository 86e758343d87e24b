import { routedApi, routesFor } from "../apigateway/routes";
import { Behavior, Distribution } from "../cloudfront/model";
import { isSamePattern } from "../cloudfront/pathPattern";
import { isKnown, map } from "../program/maybe";
import { checkApiRoutes, CheckResult } from "./checkBehaviors";
import { cut } from "./message";
import { Route } from "./routedDistribution";
import { Rule } from "./rule";

export const apiGatewayOriginRoute: Rule = {
  name: "api-gateway-origin-route",
  displayName: "An API has a route for the paths of a behavior",
  description: "An API should have a route that matches paths of the cache behavior in front of it.",
  level: "advisory",
  severity: "medium",
  tags: ["cloudfront", "api-gateway"],
  remediationSteps:
    "Add routes to the API that begin with the behavior's path, which CloudFront does not strip. Or change the path pattern.",
  url: "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html",
  failingRequest:
    "any request of the behavior: the API receives the complete path, no route matches it, and a REST API returns 403 Missing Authentication Token, an HTTP API 404",
  decidedFrom: "program",
  check: (distribution) => checkApiRoutes(distribution, "whether the API has a route for these paths", check),
};

function check({ behavior, apiEndpoint, origin, distribution }: Route): CheckResult | undefined {
  const routed = routedApi(apiEndpoint, origin.originPath, behavior.pathPattern);
  if (routed === undefined || routed.api.routes.length === 0 || isFolder(behavior, distribution)) {
    // Routes can be created elsewhere, for example by an OpenAPI document.
    return undefined;
  }
  const routes = routed.api.routes.filter(isKnown).map(({ path }) => `"${path}"`);
  const answer = routed.api.kind === "rest" ? '403 {"message":"Missing Authentication Token"}' : "404";
  return {
    fails: map(routesFor(routed, behavior.pathPattern), (matching) => matching.length === 0),
    problem:
      `no route of the API (${cut(routes.join(", "))}) matches these paths, which CloudFront does not strip; ` +
      `the API returns ${answer}. Add routes that begin with them.`,
    dependsOn: ["path", "origin"],
  };
}

/** Whether the pattern is `/api` next to `/api/*`: behavior-path-shadowed requires both, also without a route for `/api`. */
function isFolder({ pathPattern }: Behavior, { behaviors }: Distribution): boolean {
  return (
    isKnown(pathPattern) &&
    !/[*?]/.test(pathPattern) &&
    isKnown(behaviors) &&
    behaviors.some((other) => isKnown(other.pathPattern) && isSamePattern(other.pathPattern, `${pathPattern}/*`))
  );
}
