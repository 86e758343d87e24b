import { managedCachePolicies, managedOriginRequestPolicies } from "../cloudfront/managedPolicies";
import { Maybe, Tristate, Unknown } from "./maybe";
import { CachePolicy, ForwardingPolicy } from "../cloudfront/model";
import { Api, ApiDomain, readApiDomains, readApis } from "../apigateway/apis";
import { canOutputAnything, resourceName, Resource } from "./resource";
import { dnsLeadsTo } from "./dnsRecords";
import { cachePolicyReaders, originRequestPolicyReaders } from "../cloudfront/readers/policies";
import { readString } from "./readValue";

/** What is known beside the distribution itself. */
export interface ProgramIndex {
  /** The policies that an id may stand for; none where there is no id. */
  readonly cachePolicies: (id: Maybe<string | undefined>) => Maybe<readonly CachePolicy[]>;
  readonly originRequestPolicies: (id: Maybe<string | undefined>) => Maybe<readonly ForwardingPolicy[]>;
  /** Whether the program's other resources are known: they are once it has run. */
  readonly hasRun: boolean;
  readonly apis: readonly Api[];
  readonly apiDomains: readonly ApiDomain[];
  /** Further names, or wildcards, that are known to be API Gateway's custom domains. */
  readonly apiDomainNames: readonly string[];
  /** Whether the program's DNS records lead from a name to where a custom domain's DNS points; undefined without a record. */
  readonly dnsLeadsTo: (name: string, domain: ApiDomain) => Tristate | undefined;
  /** Whether the one arrangement that answers is let through. */
  readonly matchingDomain: "refuse" | "allow";
  /** The program's resource of a type that an id or an unknown value stands for, where it can be one alone. */
  readonly find: (type: string, reference: Maybe<string | undefined>, by?: string) => Resource | undefined;
  /** All those that it may stand for; none where it can't be said. */
  readonly possible: (type: string, reference: Maybe<string | undefined>, by?: string) => readonly Resource[];
}

/** What an organization tells the pack. */
export interface PackConfig {
  /** Policies of other stacks, by id. */
  readonly policies?: ReadonlyMap<string, CachePolicy>;
  readonly apiDomainNames?: readonly string[];
  /** @default "refuse" */
  readonly matchingDomain?: "refuse" | "allow";
}

/** What is known of a resource before the program has run: what everybody knows, and what an organization tells. */
export function indexWithoutProgram(config: PackConfig): ProgramIndex {
  return { ...indexProgram([], config), hasRun: false };
}

/** Puts together what everybody knows, what the program's resources say, and what an organization tells. */
export function indexProgram(resources: readonly Resource[], config: PackConfig = {}): ProgramIndex {
  const apis = readApis(resources);
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
    dnsLeadsTo: (name, domain) => dnsLeadsTo(resources, name, domain),
    matchingDomain: config.matchingDomain ?? "refuse",
    find: (type, reference, by = "id") => {
      const [first, ...others] = possible(resources, type, reference, by);
      return others.length === 0 ? first : undefined;
    },
    possible: (type, reference, by = "id") => possible(resources, type, reference, by),
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
  const ownById = (id: string): P | undefined =>
    resources
      .filter((resource) => readers.has(resource.type) && readString(resource.props, "id") === id)
      .flatMap(read)[0];
  return (id) => {
    if (id === undefined) {
      return [];
    }
    if (id instanceof Unknown) {
      const possible = id.candidates.flatMap(read);
      return possible.length > 0 && !id.candidates.some(canOutputAnything)
        ? possible
        : new Unknown(`its ${kind} is not known: ${id.reason}`);
    }
    const managedPolicy = managed.get(id);
    if (managedPolicy !== undefined) {
      return [managedPolicy];
    }
    const policy = config?.get(id) ?? ownById(id);
    return policy === undefined
      ? new Unknown(`${kind} ${id} is neither managed nor part of this program`)
      : [{ ...policy, name: `${policy.name} (${id})` }];
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

/** The names of what an unknown value may have come from, for a message. */
export function sourcesOf(value: Unknown, possible: readonly Resource[] = value.candidates): string {
  return possible.length === 0 ? value.reason : `it comes from ${possible.map(resourceName).join(" or ")}`;
}
