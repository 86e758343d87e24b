import { hostCheck } from "../findings/checkBehaviors";
import { apiPolicies, originRequestPolicy } from "../findings/fixes";
import { Rule } from "../findings/rule";

const requestPolicy = originRequestPolicy("AllViewerExceptHostHeader");

export const lambdaUrlOriginHostHeader: Rule = {
  name: "lambda-url-origin-host-header",
  displayName: "Lambda function URLs do not receive the viewer's Host",
  description: "A cache behavior must not forward the viewer's Host header to a Lambda function URL.",
  level: "mandatory",
  severity: "critical",
  tags: ["cloudfront", "aws"],
  remediationSteps: `Set ${requestPolicy}, and a cache policy that does not list Host. Or remove Host from forwardedValues.headers.`,
  url: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-origin-request-policies.html#managed-origin-request-policy-all-viewer-except-host-header",
  failingRequest: "any request of the behavior: the function URL rejects the viewer's Host with 403",
  decidedFrom: "inputs",
  check: hostCheck("lambda-url", "the function URL rejects that host with 403", {
    policies: apiPolicies,
    requestPolicy,
  }),
};
