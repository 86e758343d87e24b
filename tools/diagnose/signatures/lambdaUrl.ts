import { isKnown } from "../../../policy-pack/program/maybe";
import { Explanation } from "../../explain/explain";
import { headerOf } from "../../explain/viewerRequest";
import { guide, Signature } from "../signature";
import { errorType, hasGatewayId } from "./headers";

const page = `${guide}/private-content-restricting-access-to-lambda.html`;

/** Whether an origin access control signs the requests of the behavior. */
function signs({ origins }: Explanation): boolean {
  return isKnown(origins) && origins.every(({ headers }) => isKnown(headers) && headers.isSigned);
}

/** Responses of Lambda function URLs. API Gateway sends its own request ID, and a function URL does not. */
export const lambdaUrlSignatures: readonly Signature[] = [
  {
    layer: "a Lambda function URL",
    meaning: "the request's signature is not the one that Lambda expects",
    status: [403],
    body: /"message":\s*"(The request signature we calculated|Signature |Credential should be scoped)/i,
    withoutBody: errorType("InvalidSignatureException|SignatureDoesNotMatch\\w*|IncompleteSignatureException"),
    condition: {
      isMet: (response, service) =>
        service === undefined
          ? !hasGatewayId(response) && !/\.execute-api[.-]/.test(response.request.host)
          : service === "lambda-url",
      evidence: "the response has no request ID of API Gateway, or the origin is a Lambda function URL",
    },
    causes: [
      {
        rule: "lambda-url-origin-signed-body",
        appliesTo: ({ request }) =>
          !["GET", "HEAD", "OPTIONS"].includes(request.method) &&
          headerOf(request, "x-amz-content-sha256") === undefined,
      },
      {
        cause: "x-amz-content-sha256 is not the hash of the body that Lambda receives",
        fix: "Compute the SHA-256 hash of the body as sent, in hexadecimal.",
        appliesTo: ({ request }) => headerOf(request, "x-amz-content-sha256") !== undefined,
      },
      {
        cause: "the viewer's Authorization header reaches the function URL, and replaces CloudFront's signature",
        fix: 'Set signingBehavior to "always" in the origin access control.',
        appliesTo: ({ request }) => headerOf(request, "authorization") !== undefined,
      },
      { rule: "lambda-url-origin-host-header" },
    ],
    url: page,
  },
  {
    layer: "a Lambda function URL",
    meaning: "no function has this Host, or the caller may not invoke the function",
    status: [403],
    body: /"Message":\s*"Forbidden/,
    withoutBody: errorType("AccessDeniedException"),
    condition: {
      isMet: (response, service) =>
        /function URL/i.test(response.body) || (!hasGatewayId(response) && service !== "api-gateway"),
      evidence: "the response names function URLs, or has no request ID of API Gateway",
    },
    causes: [
      { rule: "lambda-url-origin-host-header" },
      { rule: "lambda-url-origin-permission" },
      {
        cause: "the function URL requires AWS_IAM, and CloudFront does not sign the request",
        fix: "Set originAccessControlId to an origin access control of type lambda.",
        isRuledOutBy: signs,
      },
    ],
    url: page,
  },
];
