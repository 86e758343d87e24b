import { routedApi, routesFor } from "../apigateway/routes";
import { handlingOf } from "../cloudfront/credentials";
import { Tristate, both, either, isKnown, not } from "../program/maybe";
import { Credential } from "../apigateway/apis";
import { checkApiRoutes, CheckResult } from "./checkBehaviors";
import { Route } from "./routedDistribution";
import { Rule } from "./rule";

const instead =
  "Write originRequestPolicyId b689b0a8-53d0-40ab-baf2-68738e2966ac (AllViewerExceptHostHeader) with cachePolicyId 4135ea2d-6df8-44a3-9df3-4b5a84be39ad (CachingDisabled).";

export const apiGatewayOriginCredentials: Rule = {
  name: "api-gateway-origin-credentials",
  displayName: "An API gets the credentials it asks for",
  description: "A cache behavior should forward the credentials that the API behind it asks for.",
  level: "advisory",
  severity: "medium",
  tags: ["cloudfront", "api-gateway"],
  remediationSteps: instead,
  url: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/add-origin-custom-headers.html#add-origin-custom-headers-forward-authorization",
  failingRequest:
    "a GET with valid credentials: CloudFront takes Authorization, x-api-key or the query string away, and the API answers 401 or 403 (a POST keeps Authorization)",
  decidedFrom: "program",
  check: (distribution) => checkApiRoutes(distribution, "whether the API gets the credentials it asks for", check),
};

function check(route: Route): CheckResult | undefined {
  const { behavior, apiEndpoint, origin } = route;
  const routed = routedApi(apiEndpoint, origin.originPath, behavior.pathPattern);
  const routes = routed && routesFor(routed, behavior.pathPattern);
  if (routes === undefined || !isKnown(routes)) {
    return undefined;
  }
  // A POST keeps Authorization whatever the settings are.
  const reading = routes.filter(({ method }) => ["ANY", "GET", "HEAD"].includes(method));
  const needed = [...new Set(reading.flatMap(({ needs }) => (isKnown(needs) ? needs : [])))];
  const dropped = (credential: Credential): Tristate => not(handlingOf(credential, route).reachesOrigin);
  return {
    bad: both(needed.length > 0, either(...needed.map(dropped))),
    message: `the API asks for ${needed.join(" and ")}, and the behavior does not forward it on a GET: 401 or 403. ${instead}`,
  };
}
