import { ProgramIndex } from "../program/programIndex";
import { Tristate, isKnown, map, Maybe, not, Unknown } from "../program/maybe";
import { resourceName } from "../program/resource";
import { readString } from "../program/readValue";
import { checkRoutes, CheckResult } from "./checkBehaviors";
import { Route } from "./routedDistribution";
import { Rule } from "./rule";

const instead = 'Write an originAccessControlId whose control has signingBehavior "always".';

export const s3OriginAccessControl: Rule = {
  name: "s3-origin-access-control",
  displayName: "An S3 origin has an origin access control",
  description: "An S3 origin must be read with an origin access control that signs requests.",
  level: "mandatory",
  severity: "high",
  tags: ["cloudfront", "aws"],
  remediationSteps: instead,
  url: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html",
  failingRequest:
    "any request of the behavior: a private bucket answers 403 to what nobody signed; a public one also answers around CloudFront",
  decidedFrom: "inputs",
  check: (distribution) => checkRoutes("s3", distribution, "whether S3 gets signed requests", check),
};

export const accessControlType = "aws:cloudfront/originAccessControl:OriginAccessControl";

/** A control of another stack is taken to sign; of several that it may be, all have to agree. */
function neverSigns(accessControlId: Maybe<string>, program: ProgramIndex): Tristate {
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
    return { bad: true, kind: "advice", message: `origin access identities are legacy. ${instead}` };
  }
  if (accessControlId !== undefined) {
    return {
      bad: neverSigns(accessControlId, program),
      message: `its origin access control has signingBehavior "never", so S3 gets unsigned requests and answers 403. ${instead}`,
    };
  }
  return {
    bad: not(hasIdentity),
    message: `nothing signs its requests: a private bucket answers 403, a public one also around CloudFront. ${instead}`,
  };
}
