import { Knowledge } from "../cloudfront/knowledge";
import { Distribution } from "../cloudfront/model";

/** What a rule says of one behavior. */
export interface Finding {
  /** The behavior's label. */
  readonly behavior: string;
  /** `violation` is certain; `undetermined` is what can't be known, and is reported by the rule of that name. */
  readonly kind: "violation" | "undetermined";
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
  readonly tags: readonly string[];
  readonly remediationSteps: string;
  readonly url: string;
  readonly judge: (distribution: Distribution, knowledge: Knowledge) => Finding[];
}
