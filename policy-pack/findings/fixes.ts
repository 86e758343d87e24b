import { ForwardingSetting } from "../cloudfront/forwarding";
import { managedPolicyId, ManagedPolicyName } from "../cloudfront/managedPolicies";
import { isKnown } from "../program/maybe";
import { cut } from "./message";

/** A cache policy to paste: `cachePolicyId: "4135ea2d-…" (CachingDisabled)`. */
export function cachePolicy(name: ManagedPolicyName): string {
  return `cachePolicyId: "${managedPolicyId(name)}" (${name})`;
}

/** An origin request policy to paste. */
export function originRequestPolicy(name: ManagedPolicyName): string {
  return `originRequestPolicyId: "${managedPolicyId(name)}" (${name})`;
}

/** The managed policies for an API that needs no caching, CachingDisabled and AllViewerExceptHostHeader. */
export const apiPolicies = [cachePolicy("CachingDisabled"), originRequestPolicy("AllViewerExceptHostHeader")]
  .map((setting) => setting.replace(/ \(.*/, ""))
  .join(" and ");

/** Which setting forwards Host: `origin request policy AllViewer forwards Host`. */
export function forwardsHost(setting: ForwardingSetting | undefined): string {
  const policies = setting !== undefined && isKnown(setting.possible) ? setting.possible : [];
  switch (setting?.kind) {
    case undefined:
      return "it forwards Host";
    case "cache policy":
    case "origin request policy":
      return `${setting.kind} ${cut(policies.map(({ name }) => name).join(" or "), 70)} forwards Host`;
    case "forwardedValues":
      return setting.isKept === true
        ? "forwardedValues keeps Host of an earlier behavior"
        : `forwardedValues.headers ${forwardsAllHeaders(setting) ? '["*"] forwards' : "lists"} Host`;
  }
}

/**
 * How to stop a setting from forwarding Host.
 * @param policies what to set instead of a cache policy that lists Host, or of `forwardedValues` with all headers
 * @param requestPolicy what to set instead of an origin request policy that forwards Host
 */
export function removeHostFrom(
  setting: ForwardingSetting | undefined,
  policies: string,
  requestPolicy: string,
): string {
  switch (setting?.kind) {
    case undefined:
      return "Remove Host from what the behavior forwards.";
    case "cache policy":
      return `Set ${policies}.`;
    case "origin request policy":
      return `Set ${requestPolicy}.`;
    case "forwardedValues":
      return forwardsAllHeaders(setting) || setting.isKept === true
        ? `Replace forwardedValues with ${policies}.`
        : 'Remove "Host" from forwardedValues.headers.';
  }
}

function forwardsAllHeaders({ possible }: ForwardingSetting): boolean {
  return isKnown(possible) && possible.some(({ headers }) => isKnown(headers) && headers.kind === "all");
}
