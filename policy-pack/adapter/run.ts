import { PolicyResource } from "@pulumi/policy";
import { ProgramIndex, indexWithoutProgram, indexProgram, PackConfig } from "../program/programIndex";
import { hasUnknown, Unknown } from "../program/maybe";
import { Distribution } from "../cloudfront/model";
import { Resource } from "../program/resource";
import { distributionTypes, readDistribution } from "../cloudfront/readers/distribution";
import { Properties } from "../program/readValue";
import { Finding } from "../rules/rule";
import { once } from "./decodeOnRead";
import { frozen } from "./frozen";
import { memoized } from "./memoized";
import { plainProperties } from "./plain";

/** What the stack phase judges, read once for all rules. */
export interface Stack {
  readonly indexProgram: (config: PackConfig) => ProgramIndex;
  readonly distributions: readonly JoinedDistribution[];
  /** What was found so far, by the rule's name. */
  readonly findingsByRule: Map<string, readonly DistributionFindings[]>;
}

export interface JoinedDistribution {
  readonly urn: string;
  readonly distribution: Distribution;
}

export interface DistributionFindings {
  readonly urn: string;
  readonly findings: readonly Finding[];
}

/** What one run of the engine remembers: from rule to rule, and from its first phase to its second. */
export class Run {
  private readonly inputs = new Map<string, object>();
  private readonly reported = new Map<string, ReadonlySet<string>>();

  /** What is known before the program has run. */
  readonly indexWithoutProgram = memoized(indexWithoutProgram);

  /** Inputs keep unknown values in their places; in the stack phase a property that holds one may be gone altogether. */
  rememberInputs(urn: string, props: object): void {
    this.inputs.set(urn, props);
  }

  rememberFindings(urn: string, rule: string, findings: readonly Finding[]): void {
    this.reported.set(`${urn} ${rule}`, new Set(findings.map(({ behavior }) => behavior)));
  }

  hasReported(urn: string, rule: string, { behavior }: Finding): boolean {
    return this.reported.get(`${urn} ${rule}`)?.has(behavior) ?? false;
  }

  /** The distribution that properties describe, read once for all rules; undefined for any other type. */
  distribution(type: string, props: object): Distribution | undefined {
    return distributionTypes.has(type)
      ? once(props, "distribution", () => frozen(readDistribution(type, plainProperties(props))))
      : undefined;
  }

  /** The stack as all rules judge it in one go; they get other objects for the same resources. */
  stack(resources: readonly PolicyResource[]): Stack {
    const [first] = resources;
    if (first === undefined || !resources.some(({ type }) => distributionTypes.has(type))) {
      return { indexProgram: this.indexWithoutProgram, distributions: [], findingsByRule: new Map() };
    }
    const read = (): Stack => {
      const joined = this.join(resources);
      const distributions = joined.filter(({ type }) => distributionTypes.has(type)).flatMap(toDistribution);
      return {
        indexProgram: memoized((config) => indexProgram(joined, config)),
        distributions,
        findingsByRule: new Map(),
      };
    };
    return once(first.props as object, "stack", read);
  }

  /** The stack's resources, joined with what their inputs were and with what their unknown values may come from. */
  join(resources: readonly PolicyResource[]): Resource[] {
    const joined = new Map<string, Resource>();
    const toJoined = ({ urn }: PolicyResource): Resource[] => {
      const found = joined.get(urn);
      return found === undefined ? [] : [found];
    };
    for (const resource of resources) {
      const { type, urn, propertyDependencies } = resource;
      const sourcesOf = (property: string) => () => (propertyDependencies[property] ?? []).flatMap(toJoined);
      joined.set(
        urn,
        lazy(type, urn, () => frozen(this.joinProperties(resource, sourcesOf))),
      );
    }
    return [...joined.values()];
  }

  private joinProperties(
    { type, urn, props }: PolicyResource,
    sourcesOf: (property: string) => () => readonly Resource[],
  ): Properties {
    const outputs = plainProperties(props as object, sourcesOf);
    const inputs = plainProperties(this.inputs.get(urn) ?? {}, sourcesOf);
    const keys = new Set([...Object.keys(inputs), ...Object.keys(outputs)]);
    return Object.fromEntries(
      [...keys].map((key) => {
        const output = outputs[key];
        // A distribution's settings are its inputs; a provider that computes defaults leaves them open in a preview.
        const isOpen = distributionTypes.has(type) ? hasUnknown(output) : output instanceof Unknown;
        const isMissing = output === undefined || output === null;
        return [key, (isOpen || isMissing) && key in inputs ? inputs[key] : output];
      }),
    );
  }
}

/** Most resources of a stack are never looked at. */
function lazy(type: string, urn: string, read: () => Properties): Resource {
  let props: Properties | undefined;
  return {
    type,
    urn,
    get props() {
      return (props ??= read());
    },
  };
}

function toDistribution({ type, urn, props }: Resource): JoinedDistribution[] {
  const distribution = frozen(readDistribution(type, props));
  return distribution === undefined ? [] : [{ urn, distribution }];
}
