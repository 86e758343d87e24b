import { Credential } from "../apigateway/apis";
import { routedApi, routesFor } from "../apigateway/routes";
import { credentialForwarding } from "../cloudfront/credentials";
import { RequestPart } from "../cloudfront/edgeChanges";
import { both, either, isKnown, not, Tristate } from "../program/maybe";
import { checkApiRoutes, CheckResult } from "./checkBehaviors";
import { apiPolicies, cachePolicy, originRequestPolicy } from "./fixes";
import { listOf } from "./message";
import { Route } from "./routedDistribution";
import { Rule } from "./rule";

const fix = `Set ${apiPolicies}.`;

export const apiGatewayOriginCredentials: Rule = {
  name: "api-gateway-origin-credentials",
  displayName: "An API receives the credentials that it requires",
  description: "A cache behavior for an API should forward the credentials that the API requires.",
  level: "advisory",
  severity: "medium",
  tags: ["cloudfront", "api-gateway"],
  remediationSteps: `Set ${cachePolicy("CachingDisabled")} and ${originRequestPolicy("AllViewerExceptHostHeader")}.`,
  url: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/add-origin-custom-headers.html#add-origin-custom-headers-forward-authorization",
  failingRequest:
    "a GET with valid credentials: CloudFront removes Authorization, x-api-key or the query string, and the API returns 401 or 403 (a POST keeps Authorization)",
  decidedFrom: "program",
  check: (distribution) => checkApiRoutes(distribution, "whether the API receives the credentials it requires", check),
};

function check(route: Route): CheckResult | undefined {
  const { behavior, apiEndpoint, origin } = route;
  const routed = routedApi(apiEndpoint, origin.originPath, behavior.pathPattern);
  const routes = routed && routesFor(routed, behavior.pathPattern);
  if (routes === undefined || !isKnown(routes)) {
    return undefined;
  }
  // CloudFront forwards Authorization of a POST with any settings.
  const reading = routes.filter(({ method }) => ["ANY", "GET", "HEAD"].includes(method));
  const required = [...new Set(reading.flatMap(({ credentials }) => (isKnown(credentials) ? credentials : [])))];
  const isRemoved = (credential: Credential): Tristate => not(credentialForwarding(credential, route).reachesOrigin);
  return {
    fails: both(required.length > 0, either(...required.map(isRemoved))),
    problem: `the API requires ${listOf(required)}, which CloudFront does not forward on GET: 401 or 403. ${fix}`,
    dependsOn: ["origin", ...required.map((credential): RequestPart => `header ${credential}`)],
  };
}
