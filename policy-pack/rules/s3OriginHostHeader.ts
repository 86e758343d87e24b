import { checkHostOf } from "./checkBehaviors";
import { Rule } from "./rule";

const instead =
  "Write a cachePolicyId that does not list Host with originRequestPolicyId 88a5eaf4-2fd4-4709-b370-b4c650ea3fcf (CORS-S3Origin) or none, or leave Host out of forwardedValues.headers.";

export const s3OriginHostHeader: Rule = {
  name: "s3-origin-host-header",
  displayName: "An S3 origin gets its own Host",
  description: "A cache behavior must not forward the viewer's Host header to an S3 bucket.",
  level: "mandatory",
  severity: "high",
  tags: ["cloudfront", "aws"],
  remediationSteps: instead,
  url: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-403-permission-denied.html",
  failingRequest: "any request of the behavior: S3 finds the bucket by Host and answers 403",
  decidedFrom: "inputs",
  check: checkHostOf("s3", "an S3 bucket", "S3 finds the bucket by Host and answers 403", instead),
};
