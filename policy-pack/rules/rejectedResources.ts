import { cachePolicyReaders } from "../cloudfront/readers/policies";
import { nameRefusals, namedTypes, readName } from "../cloudfront/refusals/names";
import { cachePolicyRefusals } from "../cloudfront/refusals/policies";
import { readTenant, tenantRefusals } from "../cloudfront/refusals/tenants";
import { tenantTypes } from "../cloudfront/readers/tenants";
import { Refusal } from "../cloudfront/refusals/refusal";
import { Resource, resourceName } from "../program/resource";
import { toFindings } from "../findings/checkBehaviors";
import { cut } from "../findings/message";
import { Finding, Rule } from "../findings/rule";

/** The resources that CloudFront rejects by themselves, whether or not a distribution uses them. */
export const rejectedResources: NonNullable<Rule["resources"]> = {
  types: new Set([...cachePolicyReaders.keys(), ...namedTypes, ...tenantTypes]),
  check: (resource) => [...checkCachePolicy(resource), ...checkName(resource), ...checkTenant(resource)],
};

function checkCachePolicy(resource: Resource): Finding[] {
  const policy = cachePolicyReaders.get(resource.type)?.(resource.props);
  return policy === undefined
    ? []
    : firstOf(`cache policy "${cut(resourceName(resource))}"`, cachePolicyRefusals, policy);
}

export function checkName(resource: Resource): Finding[] {
  const subject = readName(resource);
  return subject === undefined
    ? []
    : firstOf(`${subject.kind} "${cut(resourceName(resource))}"`, nameRefusals, subject);
}

function checkTenant(resource: Resource): Finding[] {
  return tenantTypes.includes(resource.type)
    ? firstOf(`tenant "${cut(resourceName(resource))}"`, tenantRefusals, readTenant(resource))
    : [];
}

/** The API returns one error. */
function firstOf<Subject>(label: string, refusals: readonly Refusal<Subject>[], subject: Subject): Finding[] {
  return refusals
    .flatMap(({ isRefused, problem }) => toFindings(label, { fails: isRefused(subject), problem: problem(subject) }))
    .slice(0, 1);
}
