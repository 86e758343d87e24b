import { routedApi, routesFor } from "../apigateway/routes";
import { allKnown, both, isKnown, map, not, Unknown } from "../program/maybe";
import { checkApiRoutes, CheckResult } from "../findings/checkBehaviors";
import { cut } from "../findings/message";
import { Route } from "../findings/routedDistribution";
import { Rule } from "../findings/rule";
import { otherStacks } from "../findings/settings";

const fix = 'Set allowedMethods: ["GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"].';
const readMethods = ["GET", "HEAD", "OPTIONS"];

export const apiGatewayOriginMethods: Rule = {
  name: "api-gateway-origin-methods",
  displayName: "A behavior in front of an API allows the API's methods",
  description: "A cache behavior for an API Gateway origin should allow the methods that the API accepts.",
  level: "advisory",
  severity: "medium",
  tags: ["cloudfront", "api-gateway"],
  remediationSteps: fix,
  url: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesCacheBehavior.html#DownloadDistValuesAllowedHTTPMethods",
  failingRequest: "a POST: CloudFront returns 403 and does not contact the API",
  decidedFrom: "program",
  config: otherStacks,
  check: (distribution) => checkApiRoutes(distribution, check),
};

function check({ behavior, apiEndpoint, origin, program, isInGroup }: Route): CheckResult {
  // An origin group supports only GET, HEAD and OPTIONS.
  if (isInGroup) {
    return { fails: false, problem: "" };
  }
  const allowed = map(behavior.allowedMethods, allKnown);
  const routed = routedApi(apiEndpoint, origin.originPath, behavior.pathPattern);
  const routes = map(routed, (known) => known && routesFor(known, behavior.pathPattern));
  // Without a route in the program, the routes are created elsewhere, and an API usually has a POST.
  const onlyReads =
    isKnown(routed) && (routed === undefined || routed.api.routes.length === 0)
      ? false
      : map(routes, (known) => known?.every(({ method }) => readMethods.includes(method)) === true);
  const rejectsPost = map(allowed, (methods) => !methods.includes("POST"));
  const value = isKnown(allowed) ? cut(JSON.stringify(allowed)) : "";
  return {
    fails: both(rejectsPost, not(onlyReads), program.hasRun || new Unknown("the API's routes are not known yet")),
    problem: `allowedMethods ${value} does not include POST, which CloudFront rejects with 403. ${fix}`,
    dependsOn: ["origin"],
  };
}
