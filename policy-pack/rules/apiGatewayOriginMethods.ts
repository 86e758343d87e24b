import { routedApi, routesFor } from "../apigateway/routes";
import { both, isKnown, map, Unknown } from "../program/maybe";
import { checkApiRoutes, CheckResult } from "./checkBehaviors";
import { Route } from "./routedDistribution";
import { Rule } from "./rule";
import { otherStacks } from "./settings";

const instead = 'Write allowedMethods ["GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"].';
const reading = ["GET", "HEAD", "OPTIONS"];

export const apiGatewayOriginMethods: Rule = {
  name: "api-gateway-origin-methods",
  displayName: "A behavior for an API allows its methods",
  description: "A cache behavior for an API Gateway origin should allow the methods that the API takes.",
  level: "advisory",
  severity: "medium",
  tags: ["cloudfront", "api-gateway"],
  remediationSteps: instead,
  url: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesCacheBehavior.html#DownloadDistValuesAllowedHTTPMethods",
  failingRequest: "a POST: CloudFront answers 403 before it asks the API",
  decidedFrom: "program",
  config: otherStacks,
  check: (distribution) => checkApiRoutes(distribution, "whether it allows the API's methods", check),
};

function check({ behavior, apiEndpoint, origin, program, isInGroup }: Route): CheckResult | undefined {
  // A group takes no other methods.
  if (isInGroup) {
    return undefined;
  }
  const allowed = map(
    behavior.allowedMethods,
    (methods) => methods.find((method) => method instanceof Unknown) ?? methods.filter(isKnown),
  );
  const routed = routedApi(apiEndpoint, origin.originPath, behavior.pathPattern);
  const routes = routed && routesFor(routed, behavior.pathPattern);
  const onlyReads = routes !== undefined && isKnown(routes) && routes.every(({ method }) => reading.includes(method));
  const refusesPost = map(allowed, (methods) => typeof methods !== "string" && !methods.includes("POST"));
  return {
    bad: onlyReads ? false : both(refusesPost, program.hasRun || new Unknown("the API's routes come later")),
    message: `it allows only ${isKnown(allowed) ? String(allowed) : "some methods"}; CloudFront answers 403 to a POST. ${instead}`,
  };
}
