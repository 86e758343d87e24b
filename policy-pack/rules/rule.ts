import { PackConfig } from "../program/programIndex";
import { Properties } from "../program/readValue";
import { RoutedDistribution } from "./routedDistribution";

/** What a rule says of one behavior. */
export interface Finding {
  /** The behavior's label, or what else of the distribution it is about. */
  readonly behavior: string;
  /**
   * `violation` is certain, and the rule's own. `advice` is a weakness that does not fail a request by itself, and
   * `undetermined` is what can't be known; both are reported by the advisory rule `undetermined`.
   */
  readonly kind: "violation" | "advice" | "undetermined";
  /** The origin that it is about. */
  readonly origin?: string | undefined;
  /** What is wrong, with the value, and what to do: the sentences of a message after its subject. */
  readonly problem: string;
}

/** Metadata and a pure check. It knows nothing of the SDK: tests, tools and bench use it too. */
export interface Rule {
  /** A contract: organizations configure it by this name. */
  readonly name: string;
  readonly displayName: string;
  readonly description: string;
  readonly level: "mandatory" | "advisory";
  readonly severity: "low" | "medium" | "high" | "critical";
  readonly tags: readonly string[];
  /** What to write instead. */
  readonly remediationSteps: string;
  /** The AWS page that proves it. */
  readonly url: string;
  /** The request that fails where the rule is broken, and how. */
  readonly failingRequest: string;
  /**
   * What it is decided from: the distribution's own inputs, before it is made; or other resources too, after the program
   * has run, so that only a preview stops it before anything exists.
   */
  readonly decidedFrom: "inputs" | "program";
  /** What organizations can configure, by key. */
  readonly config?: Readonly<Record<string, Setting>>;
  readonly check: (distribution: RoutedDistribution) => Finding[];
  /** The changes of the distribution's properties that undo violations of this rule, if it has any. */
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

/** An object in a resource's properties, and the one to replace it with. */
export interface PropertyChange {
  readonly path: readonly (string | number)[];
  readonly before: Properties;
  readonly after: Properties;
}
