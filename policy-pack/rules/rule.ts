import { ProgramIndex } from "../program/programIndex";
import { Distribution } from "../cloudfront/model";

/** What a rule says of one behavior. */
export interface Finding {
  /** The behavior's label, or what else of the distribution it is about. */
  readonly behavior: string;
  /**
   * `violation` is certain, and the rule's own. `advice` is a weakness that does not fail a request by itself, and
   * `undetermined` is what can't be known; both are reported by the advisory rule `undetermined`.
   */
  readonly kind: "violation" | "advice" | "undetermined";
  readonly message: string;
}

/** Metadata and a pure judgement. It knows nothing of the SDK: tests, tools and bench use it too. */
export interface Rule {
  /** A contract: organizations configure it by this name. */
  readonly name: string;
  readonly displayName: string;
  readonly description: string;
  readonly level: "mandatory" | "advisory";
  readonly severity: "low" | "medium" | "high" | "critical";
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
  /** Whether organizations may tell it of API domains and policies of other stacks. */
  readonly configurable: boolean;
  readonly check: (distribution: Distribution, program: ProgramIndex) => Finding[];
}
