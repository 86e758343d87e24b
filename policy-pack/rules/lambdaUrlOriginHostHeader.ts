import { checkHostOf } from "./checkBehaviors";
import { Rule } from "./rule";

const instead =
  "Write a cachePolicyId that does not list Host with originRequestPolicyId b689b0a8-53d0-40ab-baf2-68738e2966ac (AllViewerExceptHostHeader), or leave Host out of forwardedValues.headers.";

export const lambdaUrlOriginHostHeader: Rule = {
  name: "lambda-url-origin-host-header",
  displayName: "A Lambda function URL gets its own Host",
  description: "A cache behavior must not forward the viewer's Host header to a Lambda function URL.",
  level: "mandatory",
  severity: "critical",
  tags: ["cloudfront", "aws"],
  remediationSteps: instead,
  url: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-origin-request-policies.html#managed-origin-request-policy-all-viewer-except-host-header",
  failingRequest: "any request of the behavior: the function URL rejects a foreign Host with 403",
  decidedFrom: "inputs",
  check: checkHostOf("lambda-url", "a Lambda function URL", "a function URL rejects a foreign Host with 403", instead),
};
