import { managedCachePolicies, managedOriginRequestPolicies } from "./managedPolicies";
import { Maybe, Unknown } from "./maybe";
import { CachePolicy, ForwardingPolicy } from "./model";
import { Api, ApiDomain, readApiDomains, readApis } from "./program/apis";
import { nameInProgram, Resource } from "./program/resource";
import { cachePolicyReaders, originRequestPolicyReaders } from "./readers/policies";
import { readText } from "./readValue";

/** What is known beside the distribution itself. */
export interface Knowledge {
  /** The policies that an id may stand for; none where there is no id. */
  readonly cachePolicies: (id: Maybe<string | undefined>) => Maybe<readonly CachePolicy[]>;
  readonly originRequestPolicies: (id: Maybe<string | undefined>) => Maybe<readonly ForwardingPolicy[]>;
  /** Whether the program's other resources are known: they are once it has run. */
  readonly programIsKnown: boolean;
  readonly apis: readonly Api[];
  readonly apiDomains: readonly ApiDomain[];
  /** Further names that are known to be API Gateway's custom domains, lower case. */
  readonly apiDomainNames: ReadonlySet<string>;
  /** Whether the one arrangement that answers is let through. */
  readonly matchingDomain: "refuse" | "allow";
  /** The program's resources of a type that an id or an unknown value may stand for. */
  readonly find: (type: string, reference: Maybe<string | undefined>, by?: string) => Resource | undefined;
}

/** What an organization tells the pack. */
export interface Told {
  /** Policies of other stacks, by id. */
  readonly policies?: ReadonlyMap<string, CachePolicy>;
  readonly apiDomainNames?: readonly string[];
  /** @default "refuse" */
  readonly matchingDomain?: "refuse" | "allow";
}

/** What is known of a resource before the program has run: what everybody knows, and what an organization tells. */
export function knowledgeBefore(told: Told): Knowledge {
  return { ...knowledgeOf([], told), programIsKnown: false };
}

/** Puts together what everybody knows, what the program's resources say, and what an organization tells. */
export function knowledgeOf(resources: readonly Resource[], told: Told = {}): Knowledge {
  const apis = readApis(resources);
  return {
    cachePolicies: lookUp("cache policy", managedCachePolicyContents, cachePolicyReaders, resources, told.policies),
    originRequestPolicies: lookUp(
      "origin request policy",
      managedOriginRequestPolicies,
      originRequestPolicyReaders,
      resources,
      told.policies,
    ),
    programIsKnown: true,
    apis,
    apiDomains: readApiDomains(resources, apis),
    apiDomainNames: new Set((told.apiDomainNames ?? []).map((name) => name.toLowerCase())),
    matchingDomain: told.matchingDomain ?? "refuse",
    find: (type, reference, by = "id") => find(resources, type, reference, by),
  };
}

const managedCachePolicyContents: ReadonlyMap<string, CachePolicy> = managedCachePolicies;

function lookUp<P extends ForwardingPolicy>(
  kind: string,
  managed: ReadonlyMap<string, P>,
  readers: ReadonlyMap<string, (props: Resource["props"]) => P>,
  resources: readonly Resource[],
  told: ReadonlyMap<string, P> | undefined,
): (id: Maybe<string | undefined>) => Maybe<readonly P[]> {
  const read = (resource: Resource): P[] => {
    const policy = readers.get(resource.type)?.(resource.props);
    return policy === undefined ? [] : [policy];
  };
  const ownById = (id: string): P | undefined =>
    resources.filter(({ props }) => readText(props, "id") === id).flatMap(read)[0];
  return (id) => {
    if (id === undefined) {
      return [];
    }
    if (id instanceof Unknown) {
      const possible = id.candidates.flatMap(read);
      return possible.length > 0 ? possible : new Unknown(`its ${kind} is not known: ${id.reason}`);
    }
    const policy = managed.get(id) ?? told?.get(id) ?? ownById(id);
    return policy === undefined
      ? new Unknown(`${kind} ${id} is neither a managed one nor one of this program`)
      : [{ ...policy, name: `${policy.name} (${id})` }];
  };
}

function find(
  resources: readonly Resource[],
  type: string,
  reference: Maybe<string | undefined>,
  by: string,
): Resource | undefined {
  if (reference === undefined) {
    return undefined;
  }
  if (reference instanceof Unknown) {
    const possible = reference.candidates.filter((candidate) => candidate.type === type);
    return possible.length === 1 ? possible[0] : undefined;
  }
  return resources.find((resource) => resource.type === type && readText(resource.props, by) === reference);
}

/** The names of what an unknown value may have come from, for a message. */
export function sourcesOf(value: Unknown, possible: readonly Resource[] = value.candidates): string {
  return possible.length === 0 ? value.reason : `it comes from ${possible.map(nameInProgram).join(" or ")}`;
}
