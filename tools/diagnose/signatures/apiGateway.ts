import { guide, Signature } from "../signature";

const gatewayResponses =
  "https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html";
const gateway403 = "https://repost.aws/knowledge-center/api-gateway-troubleshoot-403-forbidden";

const message = (text: string): RegExp => new RegExp(`^\\s*\\{"message":\\s*"${text}"\\}\\s*$`, "i");

/** API Gateway's own answers, and those of a function behind it. */
export const ofApiGateway: readonly Signature[] = [
  {
    layer: "API Gateway",
    says: "no API, or no stage of it, is known by this Host and path; or the caller may not come in",
    status: [403],
    headers: { "x-amzn-errortype": /^ForbiddenException/ },
    body: message("Forbidden"),
    causes: [
      { rule: "api-gateway-origin-host-header" },
      { rule: "api-gateway-origin-stage-path" },
      { rule: "api-gateway-origin-endpoint-enabled" },
      { rule: "api-gateway-origin-invocable" },
      { rule: "api-gateway-origin-credentials" },
      {
        cause: "the API asks for an API key that the request does not have, or a web ACL of the API blocked it",
        fix: "Send a valid x-api-key, or look into the web ACL's sampled requests.",
      },
    ],
    url: gateway403,
  },
  {
    layer: "API Gateway",
    says: "no route of the REST API takes this method and path, or it asks for a signature",
    status: [403],
    body: message("Missing Authentication Token"),
    causes: [
      { rule: "api-gateway-origin-stage-path" },
      { rule: "api-gateway-origin-route" },
      { rule: "api-gateway-origin-credentials" },
      {
        cause: "the REST API has no such resource or method, or has not been deployed since it got it",
        fix: "Make the resource and the method, and deploy the API again. The behavior's path is not stripped.",
      },
    ],
    url: gatewayResponses,
  },
  {
    layer: "API Gateway",
    says: "the caller is not authorized",
    status: [401, 403],
    body: /^\s*\{"message":\s*"(Unauthorized|User.* is not authorized .*|.*signature.*|.*security token.*|Access Denied)"/i,
    causes: [
      { rule: "api-gateway-origin-credentials" },
      {
        cause: "the request has no credentials, or its credentials are not valid",
        fix: "Send valid credentials; npm run explain shows whether they reach the API.",
      },
    ],
    url: gateway403,
  },
  {
    layer: "API Gateway",
    says: "no stage or no route of the HTTP API takes this path, or its default endpoint is closed",
    status: [404],
    body: message("Not Found"),
    causes: [
      { rule: "api-gateway-origin-stage-path" },
      { rule: "api-gateway-origin-endpoint-enabled" },
      { rule: "api-gateway-origin-route" },
      {
        cause: "the HTTP API has no route for this method and path",
        fix: "Make the route. The behavior's path is not stripped.",
      },
    ],
    url: "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html",
  },
  {
    layer: "API Gateway",
    says: "too many requests",
    status: [429],
    body: message("(Too Many Requests|Limit Exceeded)"),
    causes: [
      {
        cause: "the stage, the usage plan or the account is throttled",
        fix: "Raise the throttling of the stage or of the usage plan, or send less.",
        isProven: true,
      },
    ],
    url: "https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-request-throttling.html",
  },
  {
    layer: "Lambda",
    says: "the function behind the API did not answer in time",
    status: [503, 504],
    body: message("(Endpoint request timed out|Service Unavailable)"),
    causes: [
      {
        cause: "the function takes longer than its timeout, or than API Gateway waits",
        fix: "Make the function faster, or raise its timeout; API Gateway itself waits about 30 seconds.",
      },
    ],
    url: gatewayResponses,
  },
  {
    layer: "Lambda",
    says: "the function behind the API failed",
    status: [500, 502],
    body: message("Internal server error"),
    causes: [
      {
        cause: "the function threw, or what it returned is no response, or the API may not invoke it",
        fix: "Look into the function's log group; return {statusCode, body} with body a text.",
      },
    ],
    url: "https://docs.aws.amazon.com/apigateway/latest/developerguide/handle-errors-in-lambda-integration.html",
  },
  {
    // Where API Gateway names no exception, the text is the handler's as well as its own.
    layer: "API Gateway, or the function behind it",
    says: "the caller may not come in",
    status: [403],
    body: message("Forbidden"),
    causes: [
      { rule: "api-gateway-origin-host-header" },
      { rule: "api-gateway-origin-credentials" },
      {
        cause:
          "the handler asks for the secret header that CloudFront sends (origin-verify), and it is missing or out of date",
        fix: "Ask through CloudFront; deploy function and distribution together, so that both know the same secret.",
      },
    ],
    url: `${guide}/restrict-access-to-load-balancer.html`,
  },
];
