import { targetOf } from "../cloudfront/target";
import { both, either, isKnown, map, Maybe } from "../program/maybe";
import { checkBehaviors, toFindings } from "../findings/checkBehaviors";
import { cut } from "../findings/message";
import { RoutedDistribution } from "../findings/routedDistribution";
import { Rule } from "../findings/rule";

const writeMethods = ["POST", "PUT", "PATCH", "DELETE"];

export const behaviorTargetOrigin: Rule = {
  name: "behavior-target-origin",
  displayName: "A behavior has an origin of the distribution",
  description:
    "A cache behavior's targetOriginId must be the ID of an origin, or of an origin group if it allows only read methods.",
  level: "mandatory",
  severity: "medium",
  tags: ["cloudfront", "aws"],
  remediationSteps:
    "Set targetOriginId to the ID of an origin or origin group of the distribution. Limit a behavior with an origin group to GET, HEAD and OPTIONS.",
  url: "https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CacheBehavior.html",
  failingRequest: "none: CloudFront rejects the distribution (NoSuchOrigin; AllowedMethods of an origin group)",
  decidedFrom: "inputs",
  check: (distribution) =>
    checkBehaviors(distribution, (behavior) => {
      const { label, targetOriginId, allowedMethods } = behavior;
      const target = targetOf(behavior, distribution);
      const isMissing = map(
        target,
        ({ origins, unknownId }) =>
          unknownId ?? either(...origins.map((origin) => map(origin, (found) => found === undefined))),
      );
      const allowsWrites = map(allowedMethods, (methods) =>
        either(...methods.map((method) => map(method, (name) => writeMethods.includes(name)))),
      );
      const isGroup = map(target, (known) => known.isGroup);
      const [missing] = toFindings(label, {
        fails: isMissing,
        problem:
          isGroup === true
            ? `a member of the origin group ${describe(targetOriginId)} is no origin of the distribution. Set its originId to ${originIds(distribution)}.`
            : `targetOriginId ${describe(targetOriginId)} is no origin or origin group of the distribution. Set it to ${originIds(distribution)}.`,
      });
      const group = toFindings(label, {
        fails: both(isGroup, allowsWrites),
        problem: `an origin group does not support ${writeMethods.join(", ")}. Set allowedMethods: ["GET", "HEAD", "OPTIONS"].`,
      });
      return missing === undefined ? group : [missing];
    }),
};

function describe(id: Maybe<string | undefined>): string {
  return isKnown(id) ? `"${cut(id ?? "")}"` : "(unknown)";
}

function originIds({ origins }: RoutedDistribution): string {
  const ids = (isKnown(origins) ? origins : []).map(({ id }) => id).filter((id) => isKnown(id) && id !== undefined);
  return ids.length === 0 ? "the ID of one" : cut(ids.map((id) => `"${id}"`).join(" or "));
}
