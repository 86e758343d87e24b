import { ApiEndpoint } from "./apiGateway";
import { managedCachePolicies, managedOriginRequestPolicies } from "./managedPolicies";
import { Candidate, Maybe, Unknown } from "./maybe";
import { HeaderPolicy } from "./model";

/** What is known beside the distribution itself. */
export interface Knowledge {
  /** The policies that an id may stand for; none where there is no id. */
  readonly cachePolicies: (id: Maybe<string | undefined>) => Maybe<readonly HeaderPolicy[]>;
  readonly originRequestPolicies: (id: Maybe<string | undefined>) => Maybe<readonly HeaderPolicy[]>;
  /** Custom domains and their targets, lower case, that are known to be API Gateway. */
  readonly apiDomains: ReadonlyMap<string, ApiEndpoint>;
}

/** What a program adds to what everybody knows. */
export interface ProgramKnowledge {
  readonly cachePolicies: PolicyBook;
  readonly originRequestPolicies: PolicyBook;
  readonly apiDomains: ReadonlyMap<string, ApiEndpoint>;
}

/** The custom policies of a program: by id where it is known, and how to recognize one among the candidates of an unknown id. */
export interface PolicyBook {
  readonly byId: ReadonlyMap<string, HeaderPolicy>;
  readonly readCandidate: (candidate: Candidate) => HeaderPolicy | undefined;
}

export const nothingOfTheProgram: ProgramKnowledge = {
  cachePolicies: { byId: new Map(), readCandidate: () => undefined },
  originRequestPolicies: { byId: new Map(), readCandidate: () => undefined },
  apiDomains: new Map(),
};

export function knowledgeOf(program: ProgramKnowledge): Knowledge {
  return {
    cachePolicies: (id) => lookUp("cache policy", id, managedCachePolicies, program.cachePolicies),
    originRequestPolicies: (id) =>
      lookUp("origin request policy", id, managedOriginRequestPolicies, program.originRequestPolicies),
    apiDomains: program.apiDomains,
  };
}

function lookUp(
  kind: string,
  id: Maybe<string | undefined>,
  managed: ReadonlyMap<string, HeaderPolicy>,
  { byId, readCandidate }: PolicyBook,
): Maybe<readonly HeaderPolicy[]> {
  if (id === undefined) {
    return [];
  }
  if (id instanceof Unknown) {
    const possible = (id.candidates ?? []).flatMap((candidate) => readCandidate(candidate) ?? []);
    return possible.length > 0 ? possible : new Unknown(`its ${kind} is not known: ${id.reason}`);
  }
  const policy = managed.get(id) ?? byId.get(id);
  return policy === undefined
    ? new Unknown(`${kind} ${id} is neither a managed one nor one of this program`)
    : [{ ...policy, name: `${policy.name} (${id})` }];
}
