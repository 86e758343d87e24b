import { map, not, Unknown } from "../cloudfront/maybe";
import { readText } from "../cloudfront/readValue";
import { Aim, judgeService, Judgement } from "./judging";
import { Rule } from "./rule";

const instead = 'Write an originAccessControlId whose control has signingBehavior "always".';

export const s3OriginAccessControl: Rule = {
  name: "s3-origin-access-control",
  displayName: "An S3 origin has an origin access control",
  description: "An S3 origin must be read with an origin access control that signs requests.",
  level: "mandatory",
  severity: "high",
  remediationSteps: instead,
  url: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html",
  failingRequest:
    "any request of the behavior: a private bucket answers 403 to what nobody signed; a public one also answers around CloudFront",
  decidedFrom: "inputs",
  configurable: false,
  judge: (distribution, knowledge) =>
    judgeService("s3", distribution, knowledge, "whether S3 gets signed requests", judge),
};

function judge({ origin, knowledge }: Aim): Judgement {
  const { accessControlId, accessIdentity } = origin;
  const hasControl = accessControlId !== undefined;
  const hasIdentity = map(accessIdentity, (identity) => identity !== undefined);
  if (!hasControl && hasIdentity === true) {
    return { bad: true, kind: "advice", message: `origin access identities are legacy. ${instead}` };
  }
  const control = knowledge.find("aws:cloudfront/originAccessControl:OriginAccessControl", accessControlId);
  const signing = control === undefined ? undefined : readText(control.props, "signingBehavior");
  if (hasControl) {
    return {
      bad: signing instanceof Unknown ? signing : signing === "never",
      message: `its origin access control has signingBehavior "never", so S3 gets unsigned requests and answers 403. ${instead}`,
    };
  }
  return {
    bad: not(hasIdentity),
    message: `nothing signs its requests: a private bucket answers 403, a public one also around CloudFront. ${instead}`,
  };
}
