import { ProgramIndex } from "../program/programIndex";
import { managedOriginRequestPolicies, managedPolicyId } from "./managedPolicies";
import { map } from "../program/maybe";
import { selects } from "./forwarding";
import { isObject, Properties } from "../program/readValue";

const cachingDisabled = managedPolicyId("CachingDisabled");
const allViewerExceptHostHeader = managedPolicyId("AllViewerExceptHostHeader");

/**
 * The settings of an `aws:cloudfront` behavior, changed as little as possible so that they do not forward Host: without
 * Host in a list of headers, without an origin request policy that only lists Host, or with AllViewerExceptHostHeader.
 * CachingDisabled replaces a cache policy that lists Host: no managed policy caches in the same way without Host.
 */
export function withoutHost(settings: Properties, program: ProgramIndex): Properties {
  const { cachePolicyId, originRequestPolicyId, forwardedValues, ...rest } = settings;
  if (typeof cachePolicyId !== "string" || cachePolicyId === "") {
    return isObject(forwardedValues) ? withoutHostInList(settings, forwardedValues) : settings;
  }
  const cacheListsHost = program.cachePolicies(cachePolicyId);
  const listsHost = map(cacheListsHost, ([policy]) =>
    policy === undefined ? false : map(policy.headers, (headers) => selects(headers, "Host")),
  );
  if (listsHost !== false) {
    return { ...rest, cachePolicyId: cachingDisabled, originRequestPolicyId: allViewerExceptHostHeader };
  }
  return typeof originRequestPolicyId === "string" && forwardsOnlyHost(originRequestPolicyId)
    ? { ...rest, cachePolicyId }
    : { ...rest, cachePolicyId, originRequestPolicyId: allViewerExceptHostHeader };
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
