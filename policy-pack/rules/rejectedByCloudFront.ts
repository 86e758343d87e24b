import { oneOfSeveral } from "../cloudfront/forwarding";
import { Behavior, CachePolicy } from "../cloudfront/model";
import { behaviorRefusals } from "../cloudfront/refusals/behaviors";
import { DistributionSubject } from "../cloudfront/refusals/certificates";
import { distributionRefusals } from "../cloudfront/refusals/distributions";
import { cachePolicyRefusals, legacyRefusals } from "../cloudfront/refusals/policies";
import { Refusal } from "../cloudfront/refusals/refusal";
import { both, either, isKnown, Tristate, Unknown } from "../program/maybe";
import { memoized } from "../program/memoized";
import { checkAccount } from "./accountLimits";
import { toFindings } from "../findings/checkBehaviors";
import { checkName, rejectedResources } from "./rejectedResources";
import { RoutedDistribution } from "../findings/routedDistribution";
import { Finding, Rule } from "../findings/rule";

export const rejectedByCloudFront: Rule = {
  name: "rejected-by-cloudfront",
  displayName: "CloudFront accepts the distribution and what it uses",
  description:
    "The CloudFront API must accept distributions, cache policies, functions, key value stores and origin access controls.",
  level: "mandatory",
  severity: "high",
  tags: ["cloudfront", "aws"],
  remediationSteps:
    "Create the certificate in us-east-1 and cover the aliases. Use the ARN of a web ACL with scope CLOUDFRONT. Set maxTtl above 0 in a cache policy with headers, cookies, query strings or compression.",
  url: "https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CreateDistribution.html",
  failingRequest:
    "none: CloudFront rejects the resource (InvalidViewerCertificate, CNAMEAlreadyExists, InvalidWebACLId, InvalidDomainNameForOriginAccessControl, IllegalOriginAccessConfiguration, InvalidArgument, MalformedXML)",
  decidedFrom: "program",
  resources: rejectedResources,
  check: (distribution) => {
    const { behaviors } = distribution;
    return [
      ...distributionRefusals.flatMap((refusal) => findingsOf(refusal.part, refusal, subjectOf(distribution))),
      ...(isKnown(behaviors) ? behaviors : []).flatMap((behavior) => checkBehavior(behavior, distribution)),
      ...checkNames(distribution),
      ...checkAccount(distribution),
    ];
  },
};

function subjectOf(distribution: RoutedDistribution): DistributionSubject {
  const { program, urn } = distribution;
  return { distribution, program, urn };
}

function findingsOf<Subject>(label: string, { isRefused, problem }: Refusal<Subject>, subject: Subject): Finding[] {
  const fails = isRefused(subject);
  return fails === false ? [] : toFindings(label, { fails, problem: problem(subject) });
}

/** Behavior-cache-settings and the Host rule report settings that are unknown as a whole. */
function checkBehavior(behavior: Behavior, { program }: RoutedDistribution): Finding[] {
  const { label, legacy, cachePolicyId } = behavior;
  const settings = isKnown(legacy) ? legacy : undefined;
  const policies = program.cachePolicies(cachePolicyId);
  return [
    ...(settings === undefined ? [] : legacyRefusals.flatMap((refusal) => findingsOf(label, refusal, settings))),
    ...behaviorRefusals.flatMap((refusal) => findingsOf(label, refusal, behavior)).slice(0, 1),
    ...(isKnown(policies) ? checkPolicies(label, policies) : []),
  ];
}

/** Many behaviors share a policy. */
const isRefused = memoized((policy: CachePolicy): Tristate =>
  either(...cachePolicyRefusals.map((row) => row.isRefused(policy))),
);

/** A violation if CloudFront rejects every policy that the ID can refer to. */
function checkPolicies(label: string, policies: readonly CachePolicy[]): Finding[] {
  const answers = policies.map(isRefused);
  const [policy] = policies.filter((_, index) => answers[index] !== false);
  if (policy === undefined) {
    return [];
  }
  const all = both(...answers);
  const fails = all === false ? oneOfSeveral("cache policy", policies) : all;
  const row = cachePolicyRefusals.find(({ isRefused }) => isRefused(policy) === true);
  return toFindings(label, { fails, problem: row?.problem(policy) ?? "" });
}

/** Functions and origin access controls that this program creates: CloudFront has accepted those with a known ID. */
function checkNames({ behaviors, origins }: RoutedDistribution): Finding[] {
  const functions = (isKnown(behaviors) ? behaviors : []).flatMap(({ edgeFunctions }) =>
    (isKnown(edgeFunctions) ? edgeFunctions : []).map(({ arn }) => arn),
  );
  const controls = (isKnown(origins) ? origins : []).map(({ accessControlId }) => accessControlId);
  const created = [...functions, ...controls].flatMap((reference) =>
    reference instanceof Unknown ? reference.candidates : [],
  );
  return [...new Map(created.map((resource) => [resource.urn, resource])).values()].flatMap(checkName);
}
