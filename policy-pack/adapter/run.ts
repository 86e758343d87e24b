import { PolicyResource } from "@pulumi/policy";
import { canHaveDistribution, innerResources, isOuter, withInnerResources } from "../cloudFormation/innerResources";
import { distributionTypes, readDistribution } from "../cloudfront/readers/distribution";
import { frozen } from "../program/frozen";
import { hasUnknown, Unknown } from "../program/maybe";
import { memoized } from "../program/memoized";
import { indexProgram, indexWithoutProgram, PackConfig } from "../program/programIndex";
import { Properties } from "../program/readValue";
import { lazyResource, Resource, resourceName } from "../program/resource";
import { RoutedDistribution, routeDistribution } from "../findings/routedDistribution";
import { Finding } from "../findings/rule";
import { once, secretsOf } from "./decodeOnRead";
import { plainProperties } from "./plain";

/** What the stack phase checks, read once for all rules. */
export interface Stack {
  readonly distributions: (config: PackConfig) => readonly StackDistribution[];
  /** Findings so far, by the rule's name. */
  readonly findingsByRule: Map<string, readonly DistributionFindings[]>;
}

export interface StackDistribution {
  readonly resource: Resource;
  readonly distribution: RoutedDistribution;
}

export interface DistributionFindings {
  readonly resource: Resource;
  readonly findings: readonly Finding[];
}

/** The state of one engine operation, shared by all rules and by both phases. */
export class Run {
  private readonly inputs = new Map<string, object>();
  private readonly reported = new Map<string, ReadonlySet<string>>();
  private readonly problems = new Set<string>();

  private readonly indexWithoutProgram = memoized(indexWithoutProgram);

  /** Inputs keep unknown values in place. In the stack phase the engine may drop the whole property (pulumi#7854). */
  rememberInputs(urn: string, props: object): void {
    this.inputs.set(urn, props);
  }

  rememberFindings(urn: string, rule: string, findings: readonly Finding[]): void {
    const key = `${urn} ${rule}`;
    if (findings.length > 0) {
      this.reported.set(key, new Set(findings.map(({ behavior }) => behavior)));
    } else if (this.reported.size > 0) {
      this.reported.delete(key);
    }
  }

  /** Problems of other resources than distributions. A distribution that uses the resource has the same problem. */
  rememberProblems(rule: string, findings: readonly Finding[]): void {
    findings.forEach(({ problem }) => this.problems.add(`${rule} ${problem}`));
  }

  hasReported(urn: string, rule: string, { behavior, problem }: Finding): boolean {
    const ofDistribution = this.reported.get(`${urn} ${rule}`);
    return ofDistribution?.has(behavior) === true || this.problems.has(`${rule} ${problem}`);
  }

  /** What the engine passes before the program has run: the resource, or the ones inside it. */
  resources(type: string, urn: string, props: object): readonly Resource[] {
    return isOuter(type)
      ? once(props, "inner resources", () => innerResources({ type, urn, props: plainProperties(props) }))
      : [lazyResource({ type, urn }, () => plainProperties(props))];
  }

  /**
   * The distribution that a resource describes, before the program has run; undefined for any other type.
   * @param props the properties that the engine passes
   */
  distribution(resource: Resource, props: object, config: PackConfig): RoutedDistribution | undefined {
    const { type, urn } = resource;
    if (!distributionTypes.has(type)) {
      return undefined;
    }
    const route = once(props, `distribution ${urn}`, () => {
      const distribution = frozen(readDistribution(type, resource.props));
      return memoized(
        (known: PackConfig) => distribution && routeDistribution(distribution, this.indexWithoutProgram(known)),
      );
    });
    return route(config);
  }

  /** The stack's distributions, read once for all rules: the engine passes each rule other objects for the same resources. */
  stack(resources: readonly PolicyResource[]): Stack {
    const [first] = resources;
    if (first === undefined || !resources.some(({ type }) => canHaveDistribution(type))) {
      return { distributions: () => [], findingsByRule: new Map() };
    }
    return once(first.props as object, "stack", () => {
      const joined = this.join(resources);
      const outer = new Set(resources.filter(({ type }) => isOuter(type)).map(({ urn }) => urn));
      const read = joined.flatMap((resource) => {
        const { type, urn, props } = resource;
        const inputs = outer.has(urn) ? undefined : this.plainInputs(urn);
        const distribution = distributionTypes.has(type) ? frozen(readDistribution(type, props, inputs)) : undefined;
        return distribution === undefined ? [] : [{ resource, distribution }];
      });
      const distributions = memoized((config: PackConfig) => {
        const program = indexProgram(joined, config);
        return read.map(({ resource, distribution }) => ({
          resource,
          distribution: routeDistribution(distribution, program, resource.urn),
        }));
      });
      return { distributions, findingsByRule: new Map() };
    });
  }

  /**
   * The secret strings of a stack. The inputs of a resource mark single values; of its outputs, one secret in a list can
   * mark the whole property.
   */
  secrets(resources: readonly PolicyResource[]): readonly string[] {
    const [first] = resources;
    return first === undefined
      ? []
      : once(first.props as object, "secrets of the stack", () => [
          ...new Set(resources.flatMap(({ urn, props }) => secretsOf(this.inputs.get(urn) ?? (props as object)))),
        ]);
  }

  /**
   * The stack's resources and those inside them, joined with their inputs and with the resources that their unknown values can
   * come from.
   */
  join(resources: readonly PolicyResource[]): Resource[] {
    const joined = new Map<string, Resource>();
    const toJoined = ({ urn }: PolicyResource): Resource[] => {
      const found = joined.get(urn);
      return found === undefined ? [] : [found];
    };
    for (const resource of resources) {
      const { type, urn, propertyDependencies } = resource;
      const sourcesOf = (property: string) => () => (propertyDependencies[property] ?? []).flatMap(toJoined);
      const isComponent = resource.provider === undefined;
      joined.set(
        urn,
        lazyResource({ type, urn, isComponent }, () => this.joinProperties(resource, sourcesOf)),
      );
    }
    return withInnerResources(joined);
  }

  private plainInputs(urn: string): Properties | undefined {
    const inputs = this.inputs.get(urn);
    return inputs && plainProperties(inputs);
  }

  private joinProperties(
    { type, urn, props }: PolicyResource,
    sourcesOf: (property: string) => () => readonly Resource[],
  ): Resource["props"] {
    const isDistribution = distributionTypes.has(type);
    const hasNested = canHaveDistribution(type);
    const owner = isDistribution ? "" : `${resourceName({ urn })}.`;
    const outputs = plainProperties(props as object, sourcesOf, owner);
    const inputs = plainProperties(this.inputs.get(urn) ?? {}, sourcesOf, owner);
    const keys = new Set([...Object.keys(inputs), ...Object.keys(outputs)]);
    if (keys.size === 0) {
      // The engine passes a create that --target or --exclude skips without properties.
      return new Unknown(
        `the properties of ${resourceName({ urn })} are unknown, because this operation skips it`,
        undefined,
        { resolution: "Run it without --target and --exclude." },
      );
    }
    return Object.fromEntries(
      [...keys].map((key) => {
        const output = outputs[key];
        // In a preview, a provider that computes defaults can leave settings unknown that are known inputs.
        const isUnknown = hasNested ? hasUnknown(output) : output instanceof Unknown;
        const isMissing = output === undefined || output === null;
        return [key, (isUnknown || isMissing) && key in inputs ? inputs[key] : output];
      }),
    );
  }
}
