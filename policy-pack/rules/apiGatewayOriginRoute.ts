import { routedApi, routesFor } from "../apigateway/routes";
import { isKnown, map } from "../program/maybe";
import { checkApiRoutes, CheckResult } from "./checkBehaviors";
import { Route } from "./routedDistribution";
import { Rule } from "./rule";

export const apiGatewayOriginRoute: Rule = {
  name: "api-gateway-origin-route",
  displayName: "An API has a route for the behavior's paths",
  description: "The API behind a cache behavior should have a route that its path pattern can reach.",
  level: "advisory",
  severity: "medium",
  tags: ["cloudfront", "api-gateway"],
  remediationSteps:
    "Give the API routes that begin with the behavior's path (the path is not stripped), or change the path pattern.",
  url: "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html",
  failingRequest:
    "any request of the behavior: the path reaches the API as it is, no route takes it, and a REST API answers 403 Missing Authentication Token, an HTTP API 404",
  decidedFrom: "program",
  check: (distribution) => checkApiRoutes(distribution, "whether the API has a route for its paths", check),
};

function check({ behavior, apiEndpoint, origin }: Route): CheckResult | undefined {
  const routed = routedApi(apiEndpoint, origin.originPath, behavior.pathPattern);
  if (routed === undefined || routed.api.routes.length === 0) {
    // The routes may be made elsewhere, by an OpenAPI document for instance.
    return undefined;
  }
  const routes = routed.api.routes.filter(isKnown).map(({ path }) => `"${path}"`);
  return {
    bad: map(routesFor(routed, behavior.pathPattern), (fitting) => fitting.length === 0),
    message:
      `none of the API's routes (${routes.join(", ")}) can take its paths, which are not stripped; the API answers ` +
      `${routed.api.kind === "rest" ? '403 {"message":"Missing Authentication Token"}' : "404"}. Write routes that begin with the behavior's path.`,
  };
}
