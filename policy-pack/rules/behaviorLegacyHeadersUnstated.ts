import { possibleChange } from "../cloudfront/edgeChanges";
import { forwardingOf, selectsHeader } from "../cloudfront/forwarding";
import { Behavior } from "../cloudfront/model";
import { ProgramIndex } from "../program/programIndex";
import { both, either, isKnown, map, Tristate } from "../program/maybe";
import { checkBehaviors, CheckResult, goesToApi, toFindings } from "../findings/checkBehaviors";
import { apiPolicies, cachePolicy } from "../findings/fixes";
import { cut } from "../findings/message";
import { RoutedBehavior } from "../findings/routedDistribution";
import { Rule } from "../findings/rule";

export const behaviorLegacyHeadersUnstated: Rule = {
  name: "behavior-legacy-headers-unstated",
  displayName: "Legacy settings next to ones that forward Host set their headers",
  description:
    "A behavior whose forwardedValues set no headers can keep Host of the behavior that was at its place before.",
  level: "advisory",
  severity: "high",
  tags: ["cloudfront", "api-gateway", "aws"],
  remediationSteps: `Replace forwardedValues with ${apiPolicies} for an API, or with ${cachePolicy("CachingOptimized")} for a bucket, and remove the TTLs.`,
  url: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesCacheBehavior.html",
  failingRequest:
    "a request to an API whose behavior took the place of one that forwards Host: the aws provider keeps the earlier headers, and the API returns 403",
  decidedFrom: "inputs",
  check: (distribution) => {
    const { behaviors, program } = distribution;
    // The default cache behavior has its own place.
    const ordered = new Set((isKnown(behaviors) ? behaviors : []).slice(0, -1));
    const forwarding = [...ordered].filter((behavior) => forwardsHost(behavior, program) !== false);
    return checkBehaviors(distribution, (behavior) => {
      const neighbors = ordered.has(behavior) ? forwarding.filter((other) => other !== behavior) : [];
      return toFindings(behavior.label, checkBehavior(behavior, neighbors, program));
    });
  },
};

/** @param neighbors the ordered behaviors that can forward Host */
function checkBehavior(
  behavior: RoutedBehavior,
  neighbors: readonly RoutedBehavior[],
  program: ProgramIndex,
): CheckResult {
  const kept = keepsHeaders(behavior);
  const forwarding = neighbors.find((neighbor) => forwardsHost(neighbor, program) === true);
  const hasHost = forwardsHost(behavior, program);
  const canGetHost = either(...neighbors.map((neighbor) => forwardsHost(neighbor, program)));
  const routesByHost = goesToApi(behavior, ["api-gateway", "lambda-url", "s3"]);
  const why =
    hasHost === true
      ? "the program sets no headers, but Host of the behavior before it is still deployed."
      : `forwardedValues sets no headers; in the place of ${cut(forwarding?.label ?? "another one", 40)} it would keep Host.`;
  return {
    fails: both(kept, either(hasHost, canGetHost), routesByHost, originSeesHost(behavior, program)),
    problem: `${why} Replace forwardedValues and the TTLs with ${policiesFor(behavior)}.`,
  };
}

function keepsHeaders({ cachePolicyId, legacy }: Behavior): Tristate {
  return cachePolicyId === undefined ? map(legacy, (settings) => settings?.keepsHeaders ?? false) : false;
}

/** Whether legacy settings forward Host: a policy does not stay at its place. */
function forwardsHost(behavior: Behavior, program: ProgramIndex): Tristate {
  const { cacheKey, isLegacy } = forwardingOf(behavior, program);
  return isLegacy ? selectsHeader(cacheKey, "Host") : false;
}

function originSeesHost(behavior: Behavior, program: ProgramIndex): Tristate {
  return possibleChange(["Host"], behavior, program) ?? true;
}

function policiesFor(behavior: RoutedBehavior): string {
  return goesToApi(behavior, ["s3"]) === true ? cachePolicy("CachingOptimized") : apiPolicies;
}
