import { isKnown } from "../program/maybe";
import { Behavior } from "../cloudfront/model";
import { coversPattern, matchesPath } from "../cloudfront/pathPattern";
import { goesToApi, checkBehaviors, toFindings } from "./checkBehaviors";
import { Finding, Rule } from "./rule";

const question = "whether it gets requests";

export const behaviorPathShadowed: Rule = {
  name: "behavior-path-shadowed",
  displayName: "Every behavior gets requests",
  description: "An earlier path pattern should not take every request of a later one, nor miss its own folder.",
  level: "advisory",
  severity: "low",
  tags: ["cloudfront", "aws"],
  remediationSteps: 'Put the narrower pattern first; write "/api" beside "/api/*", which does not match it.',
  url: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesCacheBehavior.html#DownloadDistValuesPathPattern",
  failingRequest: "a request of the later pattern is answered by the earlier one's origin; `/api` by the default one's",
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
    return toFindings(label, label, question, { bad: pathPattern, message: "" });
  }
  const taker = earlier.find((other) => isKnown(other.pathPattern) && coversPattern(other.pathPattern, pathPattern));
  return taker === undefined
    ? []
    : [found(label, `${taker.label} comes first and takes every request of it. Put it before that one.`)];
}

/** An API has something to say at `/api` as well as below it; a folder of files has not. */
function checkFolder({ label, pathPattern }: Behavior, ordered: readonly Behavior[]): Finding[] {
  if (!isKnown(pathPattern) || !/^[^*?]+\/\*$/.test(pathPattern)) {
    return [];
  }
  const folder = pathPattern.slice(0, -2);
  const isTaken = ordered.some((other) => isKnown(other.pathPattern) && matchesPath(other.pathPattern, folder));
  const message = `"${pathPattern}" does not match "${folder}", which the default cache behavior gets. Write a behavior for it too.`;
  return isTaken ? [] : [found(label, message)];
}

function found(behavior: string, message: string): Finding {
  return { behavior, kind: "violation", message: `${behavior}: ${message}` };
}
