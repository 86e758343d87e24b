import { valueForwarding } from "../cloudfront/credentials";
import { not } from "../program/maybe";
import { checkApiRoutes, CheckResult } from "../findings/checkBehaviors";
import { apiPolicies, cachePolicy, originRequestPolicy } from "../findings/fixes";
import { Route } from "../findings/routedDistribution";
import { Rule } from "../findings/rule";
import { otherStacks } from "../findings/settings";

export const apiGatewayOriginQueryStrings: Rule = {
  name: "api-gateway-origin-query-strings",
  displayName: "An API receives query strings",
  description: "A cache behavior for an API should forward query strings.",
  level: "advisory",
  severity: "medium",
  tags: ["cloudfront", "api-gateway"],
  remediationSteps: `Set ${cachePolicy("CachingDisabled")} and ${originRequestPolicy("AllViewerExceptHostHeader")}. To cache by query string, add the query strings to the cache policy.`,
  url: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/QueryStringParameters.html",
  failingRequest: "a GET with a query string: CloudFront removes it, and the API responds as if there were none",
  decidedFrom: "inputs",
  config: otherStacks,
  check: (distribution) => checkApiRoutes(distribution, check),
};

function check(route: Route): CheckResult {
  const isLegacy = route.behavior.cachePolicyId === undefined;
  const fix = isLegacy ? "Set forwardedValues.queryString: true." : `Set ${apiPolicies}.`;
  return {
    fails: not(valueForwarding({ kind: "query string" }, route).reachesOrigin),
    problem: `CloudFront removes every query string before the request reaches the API. ${fix}`,
    dependsOn: ["origin", "query strings"],
  };
}
