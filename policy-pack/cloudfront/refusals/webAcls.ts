import { isKnown, Maybe, Tristate } from "../../program/maybe";
import { ProgramIndex } from "../../program/programIndex";
import { readString } from "../../program/readValue";
import { DistributionSubject } from "./certificates";
import { Refusal } from "./refusal";

export const webAclType = "aws:wafv2/webAcl:WebAcl";

// A web ACL of AWS WAF Classic has its ID here, so an unknown ID is not certain to be wrong.
const source = "https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_DistributionConfig.html";

export const webAclRefusals: readonly Refusal<DistributionSubject>[] = [
  {
    error: "InvalidWebACLId: Web ACL is not accessible by the requester.",
    source,
    part: "web ACL",
    isRefused: ({ distribution: { webAclId }, program }) => isId(webAclId, program),
    problem: () =>
      "webAclId is the ID of a WAFv2 web ACL, so CloudFront rejects it. Set webAclId to the web ACL's arn.",
  },
  {
    error: "InvalidWebACLId: Web ACL is not accessible by the requester.",
    source,
    part: "web ACL",
    isRefused: ({ distribution: { webAclId } }) => isRegional(webAclId),
    problem: () =>
      'webAclId is a web ACL with scope REGIONAL, so CloudFront rejects it. Create the web ACL with scope: "CLOUDFRONT" and region: "us-east-1".',
  },
];

function isId(id: Maybe<string | undefined>, program: ProgramIndex): Tristate {
  return isKnown(id) && id !== undefined && !id.startsWith("arn:") && program.find(webAclType, id) !== undefined;
}

/** Whether a web ACL is one for regional resources. */
export function isRegional(id: Maybe<string | undefined>): Tristate {
  if (isKnown(id)) {
    return id !== undefined && /^arn:aws[a-z-]*:wafv2:[^:]*:[^:]*:regional\//.test(id);
  }
  const sources = id.candidates;
  return (
    sources.length > 0 &&
    sources.every(({ type, props }) => type === webAclType && readString(props, "scope") === "REGIONAL")
  );
}
