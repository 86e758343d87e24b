import { includesHeader } from "../cloudfront/forwarding";
import { Behavior, ForwardingPolicy } from "../cloudfront/model";
import { distributionExcess, Excess, legacyExcess, policyExcess } from "../cloudfront/quotas";
import { isKnown, Maybe } from "../program/maybe";
import { cut } from "../findings/message";
import { RoutedDistribution } from "../findings/routedDistribution";
import { Finding } from "../findings/rule";

/** Settings that CloudFront rejects in some accounts only: quotas can be raised, and its pages disagree about two headers. */
export function checkAccount(distribution: RoutedDistribution): Finding[] {
  const { behaviors, program } = distribution;
  return [
    ...distributionExcess(distribution).map((excess) => overQuota("distribution", "it", excess)),
    ...(isKnown(behaviors) ? behaviors : []).flatMap((behavior) => checkBehavior(behavior, program)),
  ];
}

function checkBehavior(behavior: Behavior, program: RoutedDistribution["program"]): Finding[] {
  const { label, cachePolicyId, originRequestPolicyId } = behavior;
  const requestPolicies = only(program.originRequestPolicies(originRequestPolicyId));
  const policies = [...only(program.cachePolicies(cachePolicyId)), ...requestPolicies];
  return [
    ...legacyExcess(behavior).map((excess) => overQuota(label, "forwardedValues", excess)),
    ...policies.flatMap((policy) =>
      policyExcess(policy).map((excess) => overQuota(label, `the policy "${cut(policy.name, 60)}"`, excess)),
    ),
    ...requestPolicies.flatMap((policy) => checkHeaders(label, policy)),
  ];
}

function only<Policy>(policies: Maybe<readonly Policy[]>): readonly Policy[] {
  return isKnown(policies) && policies.length === 1 ? policies : [];
}

function overQuota(behavior: string, subject: string, { what, count, quota }: Excess): Finding {
  return {
    behavior,
    kind: "weakness",
    problem: `${subject} has ${count} ${what}, and the default quota is ${quota}. Request a higher quota, or use fewer.`,
  };
}

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/add-origin-custom-headers.html#add-origin-custom-headers-forward-authorization */
function checkHeaders(behavior: string, { name, headers }: ForwardingPolicy): Finding[] {
  if (!isKnown(headers) || headers.kind !== "only") {
    return [];
  }
  return ["Authorization", "Accept-Encoding"]
    .filter((header) => includesHeader(headers, header) === true)
    .map((header) => ({
      behavior,
      kind: "weakness",
      problem: `the origin request policy "${cut(name, 60)}" lists ${header}, which CloudFront has rejected there. Use AllViewerExceptHostHeader, or a cache policy that lists it.`,
    }));
}
