import { routedApi, routesFor } from "../apigateway/routes";
import { both, isKnown, map, Unknown } from "../program/maybe";
import { RoutedBehavior, checkApiBehaviors, CheckResult } from "./checkBehaviors";
import { Rule } from "./rule";

const instead = 'Write allowedMethods ["GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"].';
const reading = ["GET", "HEAD", "OPTIONS"];

export const apiGatewayOriginMethods: Rule = {
  name: "api-gateway-origin-methods",
  displayName: "A behavior for an API allows its methods",
  description: "A cache behavior for an API Gateway origin should allow the methods that the API takes.",
  level: "advisory",
  severity: "medium",
  remediationSteps: instead,
  url: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesCacheBehavior.html#DownloadDistValuesAllowedHTTPMethods",
  failingRequest: "a POST: CloudFront answers 403 before it asks the API",
  decidedFrom: "program",
  configurable: true,
  check: (distribution, program) =>
    checkApiBehaviors(distribution, program, "whether it allows the API's methods", check),
};

function check({ behavior, endpoint, origin, program, isGroup }: RoutedBehavior): CheckResult | undefined {
  // A group takes no other methods.
  if (isGroup) {
    return undefined;
  }
  const allowed = map(
    behavior.allowedMethods,
    (methods) => methods.find((method) => method instanceof Unknown) ?? methods.filter(isKnown),
  );
  const routed = routedApi(endpoint, origin.originPath, behavior.pathPattern);
  const routes = routed && routesFor(routed, behavior.pathPattern);
  const onlyReads = routes !== undefined && isKnown(routes) && routes.every(({ method }) => reading.includes(method));
  const refusesPost = map(allowed, (methods) => typeof methods !== "string" && !methods.includes("POST"));
  return {
    bad: onlyReads ? false : both(refusesPost, program.hasRun || new Unknown("the API's routes come later")),
    message: `it allows only ${isKnown(allowed) ? String(allowed) : "some methods"}; CloudFront answers 403 to a POST. ${instead}`,
  };
}
