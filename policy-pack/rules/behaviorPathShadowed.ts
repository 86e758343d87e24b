import { Behavior } from "../cloudfront/model";
import { PatternIndex } from "../cloudfront/patternIndex";
import { both, isKnown, map, Tristate } from "../program/maybe";
import { checkBehaviors, goesToApi, toFindings } from "../findings/checkBehaviors";
import { cut } from "../findings/message";
import { Finding, Rule } from "../findings/rule";

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
  check: (distribution) => {
    const behaviors = isKnown(distribution.behaviors) ? distribution.behaviors : [];
    const ordered = new PatternIndex<Behavior>();
    for (const behavior of behaviors.slice(0, -1)) {
      addTo(ordered, behavior);
    }
    const earlier = new PatternIndex<Behavior>();
    // The finding for an unknown pattern stands for what it can shadow, and for the folder that it can match.
    const hasUnknown = behaviors.some(({ pathPattern }) => !isKnown(pathPattern));
    return checkBehaviors(distribution, (behavior) => {
      const shadowed = checkShadow(behavior, earlier);
      addTo(earlier, behavior);
      const isApi = shadowed.length > 0 || hasUnknown ? false : goesToApi(behavior);
      return isApi === false ? shadowed : checkFolder(behavior, isApi, ordered);
    });
  },
};

function addTo(patterns: PatternIndex<Behavior>, behavior: Behavior): void {
  if (isKnown(behavior.pathPattern)) {
    patterns.add(behavior.pathPattern, behavior);
  }
}

function checkShadow({ label, pathPattern }: Behavior, earlier: PatternIndex<Behavior>): Finding[] {
  const shadowing = map(pathPattern, (pattern) => earlier.covering(pattern)?.label);
  return toFindings(label, {
    fails: map(shadowing, (other) => other !== undefined),
    problem: `${cut(isKnown(shadowing) ? (shadowing ?? "") : "")} comes first and matches all of these paths. Put the narrower pattern first.`,
  });
}

/** An API responds at `/api` as well as below it. A folder of files does not. */
function checkFolder({ label, pathPattern }: Behavior, isApi: Tristate, ordered: PatternIndex<Behavior>): Finding[] {
  if (!isKnown(pathPattern) || !/^[^*?]+\/\*$/.test(pathPattern)) {
    return [];
  }
  const folder = pathPattern.slice(0, -2);
  const name = cut(folder);
  return toFindings(label, {
    fails: both(isApi, ordered.covering(folder) === undefined),
    problem: `the pattern does not match "${name}", which goes to the default cache behavior. Add a cache behavior for "${name}".`,
  });
}
