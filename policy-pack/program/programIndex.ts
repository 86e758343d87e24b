import { managedCachePolicies, managedOriginRequestPolicies } from "../cloudfront/managedPolicies";
import { Maybe, Tristate, Unknown } from "./maybe";
import { CachePolicy, ForwardingPolicy } from "../cloudfront/model";
import { ApiDomain, readApiDomains } from "../apigateway/apiDomains";
import { Api } from "../apigateway/apis";
import { readApis } from "../apigateway/readApis";
import { resourceName, Resource } from "./resource";
import { dnsLeadsTo, dnsTargets } from "./dnsRecords";
import { cachePolicyReaders, originRequestPolicyReaders } from "../cloudfront/readers/policies";
import { holdersByName } from "../cloudfront/viewerNames";
import { groups } from "./groups";
import { readString } from "./readValue";
import { refersTo } from "./references";
import { canCreateOthers, canOutputAnything } from "./sources";

/** The resources that a rule needs besides the distribution: those of the program, managed policies, and configured ones. */
export interface ProgramIndex {
  /** The policies that an ID can refer to; none without an ID. */
  readonly cachePolicies: (id: Maybe<string | undefined>) => Maybe<readonly CachePolicy[]>;
  readonly originRequestPolicies: (id: Maybe<string | undefined>) => Maybe<readonly ForwardingPolicy[]>;
  /** Whether the program has run, so that the index has all of its resources. */
  readonly hasRun: boolean;
  readonly apis: readonly Api[];
  readonly apiDomains: readonly ApiDomain[];
  /** Configured custom domain names of API Gateway, which can be wildcards. */
  readonly apiDomainNames: readonly string[];
  /** Configured domain names of other services than API Gateway, which can be wildcards. */
  readonly otherDomainNames: readonly string[];
  /** How to report Host that is forwarded to the domain name of an unrecognized service: as undetermined or a violation. */
  readonly whenUnknown: "advise" | "refuse";
  /** Whether the program's DNS records resolve a name to the target of a custom domain; undefined without a record. */
  readonly dnsLeadsTo: (name: string, domain: ApiDomain) => Tristate | undefined;
  /** The targets of the program's DNS records of a name. */
  readonly dnsTargets: (name: string) => readonly Maybe<string>[];
  /** Whether Host may be forwarded to a regional custom domain that covers every alias. */
  readonly matchingDomain: "refuse" | "allow";
  /** The distributions and tenants that have a hostname for viewers. */
  readonly viewerNameHolders: (name: string) => readonly Resource[];
  /** All resources of a type. */
  readonly ofType: (type: string) => readonly Resource[];
  /** The resources that can create or change resources that the program does not show. */
  readonly creators: readonly Resource[];
  /** The only resource of a type that a reference can mean. The reference is the value of the property `by`, or unknown. */
  readonly find: (type: string, reference: Maybe<string | undefined>, by?: string) => Resource | undefined;
  /** All resources of a type that a reference can mean; none if it can mean any resource. */
  readonly possible: (type: string, reference: Maybe<string | undefined>, by?: string) => readonly Resource[];
  /** The resources of a type whose property refers to a bucket, by its ID or its name. */
  readonly referring: (type: string, property: string, bucket: Resource) => readonly Resource[];
}

/** The pack's configuration by an organization. */
export interface PackConfig {
  /** Policies of other stacks, by ID. */
  readonly policies?: ReadonlyMap<string, CachePolicy>;
  readonly apiDomainNames?: readonly string[];
  readonly otherDomainNames?: readonly string[];
  /** @default "advise" */
  readonly whenUnknown?: "advise" | "refuse";
  /** @default "refuse" */
  readonly matchingDomain?: "refuse" | "allow";
}

/** The index before the program has run: managed and configured policies only. */
export function indexWithoutProgram(config: PackConfig): ProgramIndex {
  return { ...indexProgram([], config), hasRun: false };
}

export function indexProgram(resources: readonly Resource[], config: PackConfig = {}): ProgramIndex {
  const apis = readApis(resources);
  const byType = new Map(groups(resources, ({ type }) => type).map((group) => [group[0].type, group]));
  return {
    cachePolicies: lookUp("cache policy", managedCachePolicyContents, cachePolicyReaders, resources, config.policies),
    originRequestPolicies: lookUp(
      "origin request policy",
      managedOriginRequestPolicies,
      originRequestPolicyReaders,
      resources,
      config.policies,
    ),
    hasRun: true,
    apis,
    apiDomains: readApiDomains(resources, apis),
    apiDomainNames: config.apiDomainNames ?? [],
    otherDomainNames: config.otherDomainNames ?? [],
    whenUnknown: config.whenUnknown ?? "advise",
    dnsLeadsTo: (name, domain) => dnsLeadsTo(resources, name, domain),
    dnsTargets: (name) => dnsTargets(resources, name),
    matchingDomain: config.matchingDomain ?? "refuse",
    viewerNameHolders: (name) => holdersByName(resources).get(name.toLowerCase()) ?? [],
    ofType: (type) => byType.get(type) ?? [],
    creators: resources.filter(canCreateOthers),
    find: (type, reference, by = "id") => {
      const [first, ...others] = possible(resources, type, reference, by);
      return others.length === 0 ? first : undefined;
    },
    possible: (type, reference, by = "id") => possible(resources, type, reference, by),
    referring: (type, property, bucket) =>
      resources.filter(
        (other) => other.type === type && ["id", "bucket"].some((by) => refersTo(other, property, bucket, by)),
      ),
  };
}

const managedCachePolicyContents: ReadonlyMap<string, CachePolicy> = managedCachePolicies;

function lookUp<P extends ForwardingPolicy>(
  kind: string,
  managed: ReadonlyMap<string, P>,
  readers: ReadonlyMap<string, (props: Resource["props"]) => P>,
  resources: readonly Resource[],
  config: ReadonlyMap<string, P> | undefined,
): (id: Maybe<string | undefined>) => Maybe<readonly P[]> {
  const read = (resource: Resource): P[] => {
    const policy = readers.get(resource.type)?.(resource.props);
    return policy === undefined ? [] : [policy];
  };
  const policyOfProgram = (id: string): P | undefined =>
    resources
      .filter(
        (resource) => readers.has(resource.type) && ["id", "awsId"].some((by) => readString(resource.props, by) === id),
      )
      .flatMap(read)[0];
  const known = new Map<string, Maybe<readonly P[]>>();
  const policiesOf = (id: string): Maybe<readonly P[]> => {
    const policy = config?.get(id) ?? policyOfProgram(id);
    return policy === undefined
      ? new Unknown(`${kind} ${id} is neither managed nor part of this program`, undefined, {
          resolution: "Add its contents to policies in the configuration of the rules.",
        })
      : [{ ...policy, name: `${policy.name} (${id})` }];
  };
  return (id) => {
    if (id === undefined) {
      return [];
    }
    if (id instanceof Unknown) {
      const possible = id.candidates.flatMap(read);
      return possible.length > 0 && !id.candidates.some(canOutputAnything)
        ? possible
        : id.causes(`the ${kind} is unknown: ${id.reason}`);
    }
    const managedPolicy = managed.get(id);
    if (managedPolicy !== undefined) {
      return [managedPolicy];
    }
    // Many rules ask, and many behaviors share a policy.
    const policies = known.get(id) ?? policiesOf(id);
    known.set(id, policies);
    return policies;
  };
}

function possible(
  resources: readonly Resource[],
  type: string,
  reference: Maybe<string | undefined>,
  by: string,
): readonly Resource[] {
  if (reference === undefined) {
    return [];
  }
  if (reference instanceof Unknown) {
    return reference.candidates.some(canOutputAnything)
      ? []
      : reference.candidates.filter((candidate) => candidate.type === type);
  }
  return resources
    .filter((resource) => resource.type === type && readString(resource.props, by) === reference)
    .slice(0, 1);
}

/** A clause that names the resources that an unknown value can come from, or the reason if there are none. */
export function describeSources(value: Unknown, possible: readonly Resource[] = value.candidates): string {
  return possible.length === 0 ? value.reason : `it comes from ${possible.map(resourceName).join(" or ")}`;
}
