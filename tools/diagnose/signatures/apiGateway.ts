import { Cause, guide, OtherCause, Signature } from "../signature";
import { errorType } from "./headers";

const gatewayResponses =
  "https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html";
const gateway403 = "https://repost.aws/knowledge-center/api-gateway-troubleshoot-403-forbidden";

/** The body of a response with this message only. */
const message = (text: string): RegExp => new RegExp(`^\\s*\\{"message":\\s*"${text}"\\}\\s*$`, "i");

// https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html
const noRouteForHead: OtherCause = {
  cause: "the request is a HEAD request, and a GET method or route does not match HEAD",
  fix: "Send a GET request, or add a HEAD or ANY method for this path and deploy the API again.",
  appliesTo: ({ request }) => request.method === "HEAD",
};

const wrongDirectUrl: OtherCause = {
  cause: "the URL's path lacks the stage or matches no route of the API, or the API's default endpoint is disabled",
  fix: "Add the stage to the path (not for the stage $default), or send the request to the API's custom domain.",
  isDirect: true,
};

/** Why an HTTP API returns 404. */
const noStageOrRoute: readonly Cause[] = [
  noRouteForHead,
  wrongDirectUrl,
  { rule: "api-gateway-origin-stage-path" },
  { rule: "api-gateway-origin-endpoint-enabled" },
  { rule: "api-gateway-origin-route" },
];

/** Responses of API Gateway and of the Lambda functions that it invokes. */
export const apiGatewaySignatures: readonly Signature[] = [
  {
    layer: "API Gateway",
    meaning: "there is no API or stage for this Host and path, or the caller is not allowed",
    status: [403],
    headers: { "x-amzn-errortype": /^ForbiddenException/ },
    body: message("Forbidden"),
    withoutBody: {},
    causes: [
      wrongDirectUrl,
      { rule: "api-gateway-origin-host-header" },
      { rule: "api-gateway-origin-stage-path" },
      { rule: "api-gateway-origin-endpoint-enabled" },
      { rule: "api-gateway-origin-invocable" },
      { rule: "api-gateway-origin-credentials" },
      {
        cause: "the API requires an API key that the request does not have, or the API's web ACL blocked the request",
        fix: "Send a valid x-api-key header, or check the web ACL's sampled requests.",
      },
    ],
    url: gateway403,
  },
  {
    layer: "API Gateway",
    meaning: "no route of the REST API matches this method and path, or the route requires a signature",
    status: [403],
    body: message("Missing Authentication Token"),
    withoutBody: errorType("MissingAuthenticationTokenException"),
    causes: [
      noRouteForHead,
      wrongDirectUrl,
      { rule: "api-gateway-origin-stage-path" },
      { rule: "api-gateway-origin-route" },
      { rule: "api-gateway-origin-credentials" },
      {
        cause: "the REST API has no such resource or method, or was not deployed after it was added",
        fix: "Add the resource and the method, and deploy the API again. CloudFront does not strip the path pattern's prefix.",
      },
    ],
    url: gatewayResponses,
  },
  {
    layer: "API Gateway",
    meaning: "a policy does not allow the caller to invoke the API",
    status: [403],
    body: /"message":\s*"User: .* is not authorized to perform: execute-api:Invoke/i,
    causes: [
      {
        cause: "the API's resource policy does not allow the request. Behind CloudFront, its source IP is CloudFront's",
        fix: "Allow execute-api:Invoke in the resource policy and deploy the API again. Restrict viewers with AWS WAF instead of aws:SourceIp.",
      },
      {
        cause: "the IAM policy of the caller does not allow execute-api:Invoke on this method",
        fix: "Allow execute-api:Invoke on the method's ARN in the policy of the user or role that signs the request.",
        appliesTo: ({ body }) => !/User: anonymous/i.test(body),
      },
    ],
    url: "https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-resource-policies.html",
  },
  {
    layer: "API Gateway",
    meaning: "the request's signature is not the one that API Gateway expects",
    status: [401, 403],
    body: /^\s*\{"message":\s*"(.*signature.*|.*security token.*|Credential should be scoped.*)/i,
    withoutBody: errorType(
      "InvalidSignatureException|IncompleteSignatureException|UnrecognizedClientException|ExpiredTokenException",
    ),
    causes: [
      { rule: "api-gateway-origin-credentials" },
      {
        cause:
          "the client signs the request for the viewer's hostname, but API Gateway receives its own hostname as Host",
        fix: "Sign the request for the Host and path that explain prints at the origin, and send it to the distribution.",
      },
      {
        cause: "the client's credentials are not valid or have expired, or its clock is wrong",
        fix: "Get new credentials, and include X-Amz-Security-Token if they are temporary.",
      },
    ],
    url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-troubleshooting.html",
  },
  {
    layer: "API Gateway",
    meaning: "the caller is not authorized",
    status: [401, 403],
    withoutBody: errorType("UnauthorizedException|AccessDeniedException"),
    body: /^\s*\{"message":\s*"(Unauthorized|User.* is not authorized .*|Access Denied)"/i,
    causes: [
      { rule: "api-gateway-origin-credentials" },
      {
        cause: "the request has no credentials, or its credentials are not valid",
        fix: "Send valid credentials. Run explain to check whether they reach the API.",
      },
    ],
    url: gateway403,
  },
  {
    layer: "API Gateway",
    meaning: "no stage or route of the HTTP API matches this path, or the API's default endpoint is disabled",
    status: [404],
    body: message("Not Found"),
    causes: [
      ...noStageOrRoute,
      {
        cause: "the HTTP API has no route for this method and path",
        fix: "Add the route. CloudFront does not strip the path pattern's prefix.",
      },
    ],
    url: "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html",
  },
  {
    layer: "API Gateway",
    meaning: "too many requests",
    status: [429],
    body: message("(Too Many Requests|Limit Exceeded)"),
    withoutBody: errorType("TooManyRequestsException|LimitExceededException"),
    causes: [
      {
        cause: "the stage, the usage plan or the account throttles requests",
        fix: "Raise the throttling limits of the stage or the usage plan, or send fewer requests.",
        isProven: true,
      },
    ],
    url: "https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-request-throttling.html",
  },
  {
    layer: "Lambda",
    meaning: "the API's function did not respond in time",
    status: [503, 504],
    body: message("(Endpoint request timed out|Service Unavailable)"),
    withoutBody: errorType("InternalServerErrorException|ServiceUnavailableException"),
    causes: [
      {
        cause: "the function exceeds its timeout or the timeout of API Gateway",
        fix: "Make the function faster, or raise its timeout. API Gateway waits about 30 seconds.",
      },
    ],
    url: gatewayResponses,
  },
  {
    layer: "Lambda",
    meaning: "the API's function failed",
    status: [500, 502],
    body: message("Internal server error"),
    withoutBody: errorType("InternalServerErrorException"),
    causes: [
      {
        cause: "the function threw an error, returned an invalid response, or does not permit the API to invoke it",
        fix: "Check the function's log group. Return {statusCode, body} with a string as body.",
      },
    ],
    url: "https://docs.aws.amazon.com/apigateway/latest/developerguide/handle-errors-in-lambda-integration.html",
  },
  {
    // Without x-amzn-errortype, the handler may have written the same message as API Gateway.
    layer: "API Gateway or its Lambda function",
    meaning: "the caller is not allowed",
    status: [403],
    body: message("Forbidden"),
    causes: [
      { rule: "api-gateway-origin-host-header" },
      { rule: "api-gateway-origin-credentials" },
      {
        cause:
          "the handler requires the secret header that CloudFront adds (originVerify), and it is missing or outdated",
        fix: "Send the request through CloudFront. Deploy the function and the distribution together, so that their secrets match.",
        isOriginVerify: true,
      },
    ],
    url: `${guide}/restrict-access-to-load-balancer.html`,
  },
  {
    // An HTTP API sends no error type, and the response to HEAD has no body.
    layer: "API Gateway or its Lambda function",
    meaning: "no stage or route of the HTTP API matches this path, or the function returned 404",
    status: [404],
    headers: { "apigw-requestid": /./ },
    condition: { isMet: ({ request }) => request.method === "HEAD", evidence: "the request is a HEAD request" },
    causes: noStageOrRoute,
    url: "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html",
  },
];
