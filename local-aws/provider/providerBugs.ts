import { Json, JsonObject } from "../aws/account";
import { awsDistributions } from "../aws/cloudfront/distribution";
import { isObject } from "./values";

/**
 * Bugs of the aws provider in updates of a distribution, as users report them.
 * - `keeps-legacy-headers`: a behavior whose `forwardedValues` set no headers keeps those that were at its place before.
 *   https://github.com/hashicorp/terraform-provider-aws/issues/33096
 * - `keeps-forwarded-values`: a behavior keeps its `forwardedValues` when the program replaces them with a cache policy.
 *   https://github.com/pulumi/pulumi-aws/issues/1364
 */
export const providerBugs = ["keeps-legacy-headers", "keeps-forwarded-values"] as const;
export type ProviderBug = (typeof providerBugs)[number];

/**
 * What a provider with these bugs sends to AWS.
 * @param olds the outputs in the engine's state
 */
export function sentInputs(bugs: readonly ProviderBug[], type: string, olds: JsonObject, news: JsonObject): JsonObject {
  if (type !== awsDistributions || bugs.length === 0) {
    return news;
  }
  const { defaultCacheBehavior, orderedCacheBehaviors } = news;
  const before = Array.isArray(olds.orderedCacheBehaviors) ? olds.orderedCacheBehaviors : [];
  return {
    ...news,
    defaultCacheBehavior: sentBehavior(bugs, olds.defaultCacheBehavior, defaultCacheBehavior),
    ...(Array.isArray(orderedCacheBehaviors)
      ? { orderedCacheBehaviors: orderedCacheBehaviors.map((now, at) => sentBehavior(bugs, before[at], now) ?? null) }
      : {}),
  };
}

/** @param before the behavior that was at the same place */
function sentBehavior(bugs: readonly ProviderBug[], before: Json | undefined, now: Json | undefined): Json | undefined {
  if (!isObject(before) || !isObject(now) || !isObject(before.forwardedValues)) {
    return now;
  }
  if (isObject(now.forwardedValues)) {
    const { headers = before.forwardedValues.headers } = now.forwardedValues;
    return bugs.includes("keeps-legacy-headers")
      ? { ...now, forwardedValues: { ...now.forwardedValues, headers } }
      : now;
  }
  return bugs.includes("keeps-forwarded-values") ? { ...now, forwardedValues: before.forwardedValues } : now;
}

/** Reads a list such as `keeps-legacy-headers,keeps-forwarded-values`. */
export function readProviderBugs(list: string): ProviderBug[] {
  return list.split(",").map((name) => {
    const found = providerBugs.find((bug) => bug === name.trim());
    if (found === undefined) {
      throw new Error(
        `LOCAL_AWS_PROVIDER_BUGS: ${JSON.stringify(name)} is not valid; use ${providerBugs.join(" or ")}`,
      );
    }
    return found;
  });
}
