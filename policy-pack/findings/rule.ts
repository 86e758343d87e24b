import { PackConfig } from "../program/programIndex";
import { Properties } from "../program/readValue";
import { Resource } from "../program/resource";
import { RoutedDistribution } from "./routedDistribution";

/** The result of a rule for one behavior. */
export interface Finding {
  /** The label of the behavior, or of another part of the distribution. */
  readonly behavior: string;
  /**
   * A `violation` is certain, and the rule's policy reports it. A `weakness` is certain too, but fails no request by
   * itself. `undetermined` is what the rule cannot determine. The advisory policies of these names report them.
   */
  readonly kind: "violation" | "weakness" | "undetermined";
  /** The origin that the finding is about: `origin "api" (api.example.com)`. */
  readonly origin?: string | undefined;
  /** What is wrong, with the value, and what to do. A message adds the behaviors before it and the URL after it. */
  readonly problem: string;
  /** The unknown value that an undetermined finding depends on. Rules that depend on the same one share a message. */
  readonly unknown?: string;
  /** The names of the other rules that depend on it. */
  readonly waiting?: readonly string[];
}

/** Metadata and a pure check, without the SDK, so that tools, tests and benchmarks can use it. */
export interface Rule {
  /** A contract: organizations configure the rule by this name. */
  readonly name: string;
  readonly displayName: string;
  readonly description: string;
  readonly level: "mandatory" | "advisory";
  readonly severity: "low" | "medium" | "high" | "critical";
  readonly tags: readonly string[];
  /** The settings that fix a violation. */
  readonly remediationSteps: string;
  /** The AWS page that documents the reason. */
  readonly url: string;
  /** The request that fails if the rule is violated, and the response. */
  readonly failingRequest: string;
  /**
   * What the check needs: only the distribution's inputs, which are known before it is created; or other resources too,
   * which are known after the program has run, so that only a preview prevents a violation; or also what the operation
   * creates, which only a preview shows.
   */
  readonly decidedFrom: "inputs" | "program" | "preview";
  /** The settings that organizations can configure, by key. */
  readonly config?: Readonly<Record<string, Setting>>;
  readonly check: (distribution: RoutedDistribution) => Finding[];
  /** A check of other resources by their own settings, whether or not a distribution uses them. */
  readonly resources?: { readonly types: ReadonlySet<string>; readonly check: (resource: Resource) => Finding[] };
  /** The changes to the distribution's properties that fix violations, for a rule that supports remediation. */
  readonly remediate?: (
    type: string,
    props: Properties,
    distribution: RoutedDistribution,
    violations: readonly Finding[],
  ) => PropertyChange[];
}

/** One key of a rule's configuration. */
export interface Setting {
  /** The JSON schema of its value. */
  readonly schema: {
    readonly type: "string" | "array" | "object";
    readonly description: string;
    readonly enum?: string[];
    readonly default?: string;
    readonly items?: { readonly type: "string" };
    readonly additionalProperties?: { readonly type: "object" };
  };
  /** A valid value, for a message. */
  readonly expected: string;
  /** The pack's configuration with this value; undefined if the value is not valid. */
  readonly read: (value: unknown) => PackConfig | undefined;
}

/** An object in a resource's properties and its replacement. */
export interface PropertyChange {
  readonly path: readonly (string | number)[];
  readonly before: Properties;
  readonly after: Properties;
}
