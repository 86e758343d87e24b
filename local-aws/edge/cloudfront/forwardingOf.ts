import { Account } from "../../aws/account";
import { CacheBehavior, Forwarding } from "../../aws/cloudfront/distribution";
import { findCachePolicy, findOriginRequestPolicy } from "../../aws/cloudfront/readers/policies";

/** Reads what a behavior forwards: from its policies, or from the legacy settings if it has no cache policy. */
export function forwardingOf(behavior: CacheBehavior, account: Account): Forwarding {
  const { cachePolicyId, originRequestPolicyId, cachedMethods = [] } = behavior;
  const cachesOptions = cachedMethods.includes("OPTIONS");
  if (cachePolicyId === undefined) {
    return { ...legacyForwarding(behavior.forwardedValues), cachesOptions };
  }
  const cache = existing(findCachePolicy(account, cachePolicyId), cachePolicyId);
  const policies =
    originRequestPolicyId === undefined
      ? [cache]
      : [cache, existing(findOriginRequestPolicy(account, originRequestPolicyId), originRequestPolicyId)];
  return {
    legacy: false,
    cachesOptions,
    headers: policies.map(({ headers }) => headers),
    cookies: policies.map(({ cookies }) => cookies),
    queryStrings: policies.map(({ queryStrings }) => queryStrings),
    encodings: [...(cache.brotli ? ["br" as const] : []), ...(cache.gzip ? ["gzip" as const] : [])],
  };
}

/** @throws if the policy does not exist; AWS rejects deleting a policy that a distribution uses */
export function existing<T>(policy: T | undefined, id: string): T {
  if (policy === undefined) {
    throw new Error(`a distribution uses policy ${id}, which does not exist`);
  }
  return policy;
}

function legacyForwarding(values: CacheBehavior["forwardedValues"]): Omit<Forwarding, "cachesOptions"> {
  const { headers = [], queryString = false, cookies } = values ?? {};
  const every = headers.includes("*");
  return {
    legacy: true,
    headers: [every ? { kind: "all" } : { kind: "only", names: headers }],
    cookies: [
      cookies?.forward === "whitelist"
        ? { kind: "only", names: cookies.whitelistedNames ?? [] }
        : { kind: cookies?.forward === "all" ? "all" : "none" },
    ],
    queryStrings: [{ kind: queryString ? "all" : "none" }],
    encodings: [],
  };
}
