import { hostCheck } from "./checkBehaviors";
import { cachePolicy, originRequestPolicy } from "./fixes";
import { Rule } from "./rule";

const requestPolicy = originRequestPolicy("CORS-S3Origin");

export const s3OriginHostHeader: Rule = {
  name: "s3-origin-host-header",
  displayName: "S3 origins do not receive the viewer's Host",
  description: "A cache behavior must not forward the viewer's Host header to an S3 bucket.",
  level: "mandatory",
  severity: "high",
  tags: ["cloudfront", "aws"],
  remediationSteps: `Set ${requestPolicy} or no origin request policy, and a cache policy that does not list Host. Or remove Host from forwardedValues.headers.`,
  url: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-403-permission-denied.html",
  failingRequest:
    "any request of the behavior: S3 looks for a bucket with the viewer's Host as its name and returns 403",
  decidedFrom: "inputs",
  check: hostCheck("s3", "an S3 bucket", "S3 has no bucket for that host and returns 403", {
    policies: cachePolicy("CachingOptimized"),
    requestPolicy,
  }),
};
