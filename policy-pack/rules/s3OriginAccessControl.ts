import { isKnown, map, Maybe, not, Tristate, Unknown } from "../program/maybe";
import { ProgramIndex } from "../program/programIndex";
import { readString } from "../program/readValue";
import { resourceName } from "../program/resource";
import { checkRoutes, CheckResult } from "./checkBehaviors";
import { Route } from "./routedDistribution";
import { Rule } from "./rule";

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
  check: (distribution) => checkRoutes("s3", distribution, "whether S3 receives signed requests", check),
};

export const accessControlType = "aws:cloudfront/originAccessControl:OriginAccessControl";

/** An origin access control of another stack is assumed to sign. If several are possible, they have to agree. */
export function neverSigns(accessControlId: Maybe<string>, program: ProgramIndex): Tristate {
  const control = program.find(accessControlType, accessControlId);
  if (control !== undefined) {
    return map(readString(control.props, "signingBehavior"), (signing) => signing === "never");
  }
  const possible = isKnown(accessControlId)
    ? []
    : accessControlId.candidates.filter(({ type }) => type === accessControlType);
  return possible.some(({ props }) => readString(props, "signingBehavior") === "never")
    ? new Unknown(
        `its origin access control may be ${possible.map(resourceName).join(" or ")}, one of which never signs`,
      )
    : false;
}

function check({ origin, program }: Route): CheckResult {
  const { accessControlId, accessIdentity } = origin;
  const hasIdentity = map(accessIdentity, (identity) => identity !== undefined);
  if (accessControlId === undefined && hasIdentity === true) {
    return { fails: true, kind: "advice", problem: `it uses an origin access identity, which is legacy. ${fix}` };
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
    fails: not(hasIdentity),
    problem: `CloudFront does not sign its requests: a private bucket returns 403, a public one can be read without CloudFront. ${fix}`,
    dependsOn: ["signature", "origin"],
  };
}
