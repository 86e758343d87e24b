import { ProgramIndex } from "../program/programIndex";
import { managedOriginRequestPolicies, managedPolicyId } from "./managedPolicies";
import { isKnown, map } from "../program/maybe";
import { includesHeader } from "./forwarding";
import { isObject, Properties } from "../program/readValue";

const cachingDisabled = managedPolicyId("CachingDisabled");
const allViewerExceptHostHeader = managedPolicyId("AllViewerExceptHostHeader");

/**
 * The settings of a behavior of `aws` or `aws-native`, changed as little as possible so that they do not forward Host: without
 * Host in a list of headers, without an origin request policy that only lists Host, or with AllViewerExceptHostHeader.
 * That policy forwards cookies and credentials, so CachingDisabled comes with it, unless the behavior does not cache.
 * @returns undefined if the cache policy is unknown before the program has run: a preview and an `up` have the same result
 */
export function withoutHost(settings: Properties, program: ProgramIndex): Properties | undefined {
  const { cachePolicyId, originRequestPolicyId, forwardedValues, ...rest } = settings;
  if (cachePolicyId === undefined || cachePolicyId === null || cachePolicyId === "") {
    return isObject(forwardedValues) ? withoutHostInList(settings, forwardedValues) : undefined;
  }
  const found = typeof cachePolicyId === "string" ? program.cachePolicies(cachePolicyId) : undefined;
  const cache = found !== undefined && isKnown(found) ? found[0] : undefined;
  if (cache === undefined) {
    return undefined;
  }
  const keepsHostOut = map(cache.headers, (headers) => includesHeader(headers, "Host")) === false;
  if (keepsHostOut && typeof originRequestPolicyId === "string" && forwardsOnlyHost(originRequestPolicyId)) {
    return { ...rest, cachePolicyId };
  }
  return {
    ...rest,
    cachePolicyId: keepsHostOut && cache.ttl.max === 0 ? cachePolicyId : cachingDisabled,
    originRequestPolicyId: allViewerExceptHostHeader,
  };
}

function withoutHostInList(settings: Properties, forwardedValues: Properties): Properties {
  const headers = Array.isArray(forwardedValues.headers) ? (forwardedValues.headers as unknown[]) : [];
  if (!headers.includes("*")) {
    const others = headers.filter((header) => typeof header !== "string" || header.toLowerCase() !== "host");
    return { ...settings, forwardedValues: { ...forwardedValues, headers: others } };
  }
  const kept = Object.entries(settings).filter(
    ([key]) => !["forwardedValues", "minTtl", "defaultTtl", "maxTtl"].includes(key),
  );
  return {
    ...Object.fromEntries(kept),
    cachePolicyId: cachingDisabled,
    originRequestPolicyId: allViewerExceptHostHeader,
  };
}

function forwardsOnlyHost(id: string): boolean {
  const headers = managedOriginRequestPolicies.get(id)?.headers;
  return headers?.kind === "only" && headers.names.every((name) => name.toLowerCase() === "host");
}
