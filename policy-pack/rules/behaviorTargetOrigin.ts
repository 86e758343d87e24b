import { both, either, isKnown, map } from "../program/maybe";
import { targetOf } from "../cloudfront/target";
import { checkBehaviors, toFindings } from "./checkBehaviors";
import { Rule } from "./rule";

const changing = ["POST", "PUT", "PATCH", "DELETE"];
const question = "whether it goes to an origin of the distribution";

export const behaviorTargetOrigin: Rule = {
  name: "behavior-target-origin",
  displayName: "A behavior goes to an origin of the distribution",
  description: "A cache behavior's targetOriginId must name an origin, or a group behind methods that only read.",
  level: "mandatory",
  severity: "medium",
  tags: ["cloudfront", "aws"],
  remediationSteps:
    "Write the id of one of the distribution's origins or groups; limit a behavior that goes to a group to GET, HEAD and OPTIONS.",
  url: "https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CacheBehavior.html",
  failingRequest:
    "none reaches it: CloudFront refuses the distribution (NoSuchOrigin; AllowedMethods of an origin group)",
  decidedFrom: "inputs",
  check: (distribution) =>
    checkBehaviors(distribution, question, (behavior) => {
      const { label, targetOriginId, allowedMethods } = behavior;
      const target = targetOf(behavior, distribution);
      const named = isKnown(targetOriginId) ? `"${targetOriginId ?? ""}"` : "not known yet";
      const missing = map(target, ({ origins }) =>
        either(...origins.map((origin) => map(origin, (found) => found === undefined))),
      );
      const changes = map(allowedMethods, (methods) =>
        either(...methods.map((method) => map(method, (name) => changing.includes(name)))),
      );
      const [notFound] = toFindings(label, label, question, {
        bad: missing,
        message: `targetOriginId ${named} leads to no origin of the distribution. Write the id of one.`,
      });
      const behindGroup = toFindings(label, label, question, {
        bad: both(
          map(target, ({ isGroup }) => isGroup),
          changes,
        ),
        message: `an origin group takes no POST, PUT, PATCH or DELETE. Write allowedMethods ["GET", "HEAD", "OPTIONS"].`,
      });
      return notFound === undefined ? behindGroup : [notFound];
    }),
};
