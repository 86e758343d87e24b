import { checkApiRoutes } from "./checkBehaviors";
import { Rule } from "./rule";

const instead =
  "Make the API's custom domain the origin, or leave disableExecuteApiEndpoint out and deploy the API again.";

export const apiGatewayOriginEndpointEnabled: Rule = {
  name: "api-gateway-origin-endpoint-enabled",
  displayName: "An API Gateway origin's endpoint is open",
  description: "An API's default endpoint must not be an origin where it is closed.",
  level: "mandatory",
  severity: "high",
  tags: ["cloudfront", "api-gateway"],
  remediationSteps: instead,
  url: "https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-disable-default-endpoint.html",
  failingRequest: "any request of the behavior: a closed default endpoint answers 403 (REST API) or 404 (HTTP API)",
  decidedFrom: "program",
  check: (distribution) =>
    checkApiRoutes(distribution, "whether the API's default endpoint is closed", ({ apiEndpoint }) => {
      const api = apiEndpoint?.address === "default-endpoint" ? apiEndpoint.api : undefined;
      const answer = api?.kind === "http" ? "404" : '403 {"message":"Forbidden"}';
      return (
        api && { bad: api.closed, message: `the API's default endpoint is closed and answers ${answer}. ${instead}` }
      );
    }),
};
