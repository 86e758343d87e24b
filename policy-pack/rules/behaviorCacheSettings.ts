import { Tristate, both, isKnown, map, Maybe, Unknown } from "../program/maybe";
import { Behavior } from "../cloudfront/model";
import { CheckResult, checkBehaviors, toFindings } from "./checkBehaviors";
import { Rule } from "./rule";

const question = "whether CloudFront takes its cache settings";

export const behaviorCacheSettings: Rule = {
  name: "behavior-cache-settings",
  displayName: "A behavior has one kind of cache settings",
  description: "A cache behavior must have either a cache policy or legacy forwardedValues, and TTLs that fit them.",
  level: "mandatory",
  severity: "medium",
  tags: ["cloudfront", "aws"],
  remediationSteps:
    "Write either cachePolicyId or forwardedValues; originRequestPolicyId only beside cachePolicyId; with all headers forwarded no minTtl; otherwise minTtl <= defaultTtl <= maxTtl.",
  url: "https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CacheBehavior.html",
  failingRequest: "none reaches it: CloudFront refuses the distribution (InvalidArgument, InvalidTTLOrder)",
  decidedFrom: "inputs",
  check: (distribution) =>
    checkBehaviors(distribution, question, (behavior) => {
      const found = results(behavior).flatMap((result) => toFindings(behavior.label, behavior.label, question, result));
      const [first] = [...found.filter(({ kind }) => kind === "violation"), ...found];
      return first === undefined ? [] : [first];
    }),
};

function results(behavior: Behavior): CheckResult[] {
  const { cachePolicyId, originRequestPolicyId, legacy, ttl } = behavior;
  // An id that is not known yet is there all the same.
  const hasPolicy = cachePolicyId !== undefined;
  const hasRequestPolicy = originRequestPolicyId !== undefined;
  const hasLegacy = legacy !== undefined;
  const allHeaders = map(legacy, (settings): Tristate =>
    map(settings?.headers ?? [], (headers) => headers.includes("*")),
  );
  return [
    {
      bad: hasPolicy && hasLegacy,
      message: "it has both cachePolicyId and forwardedValues. Leave one of them out.",
    },
    {
      bad: !hasPolicy && !hasLegacy,
      message: "it has neither cachePolicyId nor forwardedValues. Write cachePolicyId.",
    },
    {
      bad: hasRequestPolicy && !hasPolicy,
      message: "originRequestPolicyId needs a cachePolicyId beside it. Write one.",
    },
    {
      bad: hasPolicy
        ? false
        : both(
            allHeaders,
            map(ttl.min, (min) => (min ?? 0) > 0),
          ),
      message: "with all headers forwarded nothing is cached, and minTtl must be 0. Leave minTtl out.",
    },
    {
      bad: hasPolicy ? false : outOfOrder(ttl.min, ttl.default, ttl.max),
      message: "its TTLs are out of order. Write minTtl <= defaultTtl <= maxTtl.",
    },
  ];
}

/** Only values that are written count: CloudFront fits its defaults around them. */
function outOfOrder(...ttls: readonly Maybe<number | undefined>[]): Tristate {
  const unknown = ttls.find((ttl) => ttl instanceof Unknown);
  const written = ttls.filter(isKnown).filter((ttl) => ttl !== undefined);
  const disorder = written.some((value, index) => value > (written[index + 1] ?? Infinity));
  return disorder || unknown === undefined ? disorder : unknown instanceof Unknown ? unknown : false;
}
