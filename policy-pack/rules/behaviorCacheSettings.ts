import { Behavior } from "../cloudfront/model";
import { both, either, isKnown, isSet, map, Maybe, not, Tristate, Unknown } from "../program/maybe";
import { checkBehaviors, CheckResult, toFindings } from "../findings/checkBehaviors";
import { Rule } from "../findings/rule";

export const behaviorCacheSettings: Rule = {
  name: "behavior-cache-settings",
  displayName: "A behavior has one kind of cache settings",
  description: "A cache behavior must have either a cache policy or legacy forwardedValues, with TTLs that match.",
  level: "mandatory",
  severity: "medium",
  tags: ["cloudfront", "aws"],
  remediationSteps:
    "Set either cachePolicyId or forwardedValues. Set originRequestPolicyId only with cachePolicyId. Remove minTtl if all headers are forwarded; otherwise set minTtl <= defaultTtl <= maxTtl.",
  url: "https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CacheBehavior.html",
  failingRequest: "none: CloudFront rejects the distribution (InvalidArgument, InvalidTTLOrder)",
  decidedFrom: "inputs",
  check: (distribution) =>
    checkBehaviors(distribution, (behavior) => {
      const found = resultsOf(behavior).flatMap((result) => toFindings(behavior.label, result));
      const [first] = [...found.filter(({ kind }) => kind === "violation"), ...found];
      return first === undefined ? [] : [first];
    }),
};

function resultsOf({ cachePolicyId, originRequestPolicyId, legacy, ttl }: Behavior): CheckResult[] {
  const hasPolicy = isSet(cachePolicyId);
  const hasRequestPolicy = isSet(originRequestPolicyId);
  const hasLegacy = isSet(legacy);
  const allHeaders = map(legacy, (settings): Tristate =>
    map(settings?.headers ?? [], (headers) => headers.includes("*")),
  );
  const hasMinimum = map(ttl.min, (min) => (min ?? 0) > 0);
  const ttls = { minTtl: ttl.min, defaultTtl: ttl.default, maxTtl: ttl.max };
  return [
    {
      fails: both(hasPolicy, hasLegacy),
      problem: "both cachePolicyId and forwardedValues are set. Remove one of them.",
    },
    {
      fails: not(either(hasPolicy, hasLegacy)),
      problem: "neither cachePolicyId nor forwardedValues is set. Set cachePolicyId.",
    },
    {
      fails: both(hasRequestPolicy, not(hasPolicy)),
      problem: "originRequestPolicyId is set without cachePolicyId. Set cachePolicyId.",
    },
    {
      fails: both(not(hasPolicy), allHeaders, hasMinimum),
      problem: `with all headers forwarded, CloudFront caches nothing and rejects minTtl ${describe(ttl.min)}. Remove minTtl.`,
    },
    {
      fails: both(not(hasPolicy), isOutOfOrder(Object.values(ttls))),
      problem: `the TTLs are out of order: ${Object.entries(ttls)
        .map(([key, value]) => `${key} ${describe(value)}`)
        .join(", ")}. Set minTtl <= defaultTtl <= maxTtl.`,
    },
  ];
}

function describe(seconds: Maybe<number | undefined>): string {
  return isKnown(seconds) ? String(seconds ?? "(none)") : "(unknown)";
}

/** Only configured values count: CloudFront adapts its defaults to them. */
function isOutOfOrder(ttls: readonly Maybe<number | undefined>[]): Tristate {
  const configured = ttls.filter(isKnown).filter((ttl) => ttl !== undefined);
  const disorder = configured.some((value, index) => value > (configured[index + 1] ?? Infinity));
  return disorder || (ttls.find((ttl) => ttl instanceof Unknown) ?? false);
}
