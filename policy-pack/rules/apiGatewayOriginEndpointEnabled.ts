import { checkApiRoutes, CheckResult } from "../findings/checkBehaviors";
import { Route } from "../findings/routedDistribution";
import { Rule } from "../findings/rule";

const fix = "Use the API's custom domain as the origin, or remove disableExecuteApiEndpoint and redeploy the API.";

export const apiGatewayOriginEndpointEnabled: Rule = {
  name: "api-gateway-origin-endpoint-enabled",
  displayName: "The default endpoint of an API Gateway origin is enabled",
  description: "A disabled default endpoint of an API must not be an origin.",
  level: "mandatory",
  severity: "high",
  tags: ["cloudfront", "api-gateway"],
  remediationSteps: fix,
  url: "https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-disable-default-endpoint.html",
  failingRequest: "any request of the behavior: a disabled default endpoint returns 403 (REST API) or 404 (HTTP API)",
  decidedFrom: "program",
  check: (distribution) => checkApiRoutes(distribution, check),
};

function check({ apiEndpoint }: Route): CheckResult | undefined {
  const api = apiEndpoint?.address === "default-endpoint" ? apiEndpoint.api : undefined;
  if (api === undefined) {
    return undefined;
  }
  const answer = api.kind === "http" ? "404" : '403 {"message":"Forbidden"}';
  return {
    fails: api.isDisabled,
    problem: `the API's default endpoint is disabled and returns ${answer}. ${fix}`,
    dependsOn: ["Host", "origin"],
  };
}
