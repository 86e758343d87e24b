import { neverSigns } from "../cloudfront/accessControls";
import { Origin } from "../cloudfront/model";
import { both, either, map, not, Tristate, Unknown } from "../program/maybe";
import { checkRoutes, CheckResult } from "../findings/checkBehaviors";
import { Route } from "../findings/routedDistribution";
import { Rule } from "../findings/rule";

const fix = 'Set originAccessControlId to an origin access control with signingBehavior: "always".';

export const s3OriginAccessControl: Rule = {
  name: "s3-origin-access-control",
  displayName: "An S3 origin has an origin access control",
  description: "An S3 origin must have an origin access control that signs requests.",
  level: "mandatory",
  severity: "high",
  tags: ["cloudfront", "aws"],
  remediationSteps: fix,
  url: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html",
  failingRequest:
    "any request of the behavior: a private bucket returns 403 to unsigned requests; a public bucket can also be read without CloudFront",
  decidedFrom: "inputs",
  check: (distribution) => checkRoutes("s3", distribution, check),
};

function check({ origin, program }: Route): CheckResult {
  const { accessControlId, accessIdentity } = origin;
  const hasIdentity = map(accessIdentity, (identity) => identity !== undefined);
  if (accessControlId === undefined && hasIdentity === true) {
    return { fails: true, kind: "weakness", problem: `it uses an origin access identity, which is legacy. ${fix}` };
  }
  if (accessControlId !== undefined) {
    return {
      fails: neverSigns(accessControlId, program),
      problem:
        'its origin access control has signingBehavior "never", so S3 receives unsigned requests and returns 403. Set signingBehavior: "always".',
      dependsOn: ["signature", "origin"],
    };
  }
  return {
    fails: both(not(hasIdentity), not(sendsPolicyHeader(origin))),
    problem: `CloudFront does not sign its requests: a private bucket returns 403, a public one can be read without CloudFront. ${fix}`,
    dependsOn: ["signature", "origin"],
  };
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/amazon-s3-policy-keys.html */
function sendsPolicyHeader({ customHeaders }: Origin): Tristate {
  const isPolicyHeader = map(customHeaders, (names) =>
    either(...names.map((name) => map(name, (known) => /^(referer|user-agent)$/i.test(known)))),
  );
  return map(
    isPolicyHeader,
    (isAdded) =>
      isAdded &&
      new Unknown("the bucket's policy can require the Referer or User-Agent that CloudFront adds", undefined, {
        resolution: "Check the policy, or set originAccessControlId.",
      }),
  );
}
