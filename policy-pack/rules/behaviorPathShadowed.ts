import { coversPattern, matchesPath } from "../cloudfront/pathPattern";
import { Behavior } from "../cloudfront/model";
import { isKnown } from "../program/maybe";
import { checkBehaviors, goesToApi, toFindings } from "./checkBehaviors";
import { cut } from "./message";
import { Finding, Rule } from "./rule";

const question = "whether any request matches";

export const behaviorPathShadowed: Rule = {
  name: "behavior-path-shadowed",
  displayName: "Every behavior receives requests",
  description:
    "An earlier path pattern should not match every path of a later one, and a pattern for an API should match its folder too.",
  level: "advisory",
  severity: "low",
  tags: ["cloudfront", "aws"],
  remediationSteps: 'Put the narrower pattern first. Add "/api" to "/api/*", which does not match it.',
  url: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesCacheBehavior.html#DownloadDistValuesPathPattern",
  failingRequest:
    "a request that matches both patterns goes to the origin of the earlier one; `/api` goes to the default one",
  decidedFrom: "inputs",
  check: (distribution) =>
    checkBehaviors(distribution, question, (behavior, index) => {
      const all = isKnown(distribution.behaviors) ? distribution.behaviors : [];
      const shadowed = checkShadow(behavior, all.slice(0, index));
      return shadowed.length > 0 || goesToApi(behavior) !== true ? shadowed : checkFolder(behavior, all.slice(0, -1));
    }),
};

function checkShadow({ label, pathPattern }: Behavior, earlier: readonly Behavior[]): Finding[] {
  if (!isKnown(pathPattern)) {
    return toFindings(label, question, { fails: pathPattern, problem: "" });
  }
  const shadowing = earlier.find(
    (other) => isKnown(other.pathPattern) && coversPattern(other.pathPattern, pathPattern),
  );
  return toFindings(label, question, {
    fails: shadowing !== undefined,
    problem: `${cut(shadowing?.label ?? "")} comes first and matches all of these paths. Put the narrower pattern first.`,
  });
}

/** An API responds at `/api` as well as below it. A folder of files does not. */
function checkFolder({ label, pathPattern }: Behavior, ordered: readonly Behavior[]): Finding[] {
  if (!isKnown(pathPattern) || !/^[^*?]+\/\*$/.test(pathPattern)) {
    return [];
  }
  const folder = pathPattern.slice(0, -2);
  const name = cut(folder);
  return toFindings(label, question, {
    fails: !ordered.some((other) => isKnown(other.pathPattern) && matchesPath(other.pathPattern, folder)),
    problem: `the pattern does not match "${name}", which goes to the default cache behavior. Add a cache behavior for "${name}".`,
  });
}
