import { knowledgeOf } from "../policy-pack/cloudfront/knowledge";
import { isKnown } from "../policy-pack/cloudfront/maybe";
import { readDistribution } from "../policy-pack/cloudfront/readers/distribution";
import { rules } from "../policy-pack/rules";
import { Finding } from "../policy-pack/rules/rule";
import { State } from "./state";

/** What the rules say of one behavior, or of another part of a distribution. */
export interface Verdict {
  /** The distribution's name in its program. */
  readonly distribution: string;
  readonly urn: string;
  readonly behavior: string;
  readonly findings: readonly RuleFinding[];
}

export interface RuleFinding {
  readonly rule: string;
  /** `undetermined` for advice too: both are the advisory rule's of that name. */
  readonly level: "mandatory" | "advisory" | "undetermined";
  readonly message: string;
}

/** Every behavior of every distribution of a state, those without findings too. */
export function verdictsOf({ resources }: State): Verdict[] {
  const knowledge = knowledgeOf(resources);
  return resources.flatMap(({ type, urn, props }) => {
    const distribution = readDistribution(type, props);
    if (distribution === undefined) {
      return [];
    }
    const found = rules.flatMap((rule) =>
      rule
        .judge(distribution, knowledge)
        .map((finding) => ({ ...finding, rule: rule.name, level: levelOf(finding, rule.level) })),
    );
    const behaviors = isKnown(distribution.behaviors) ? distribution.behaviors.map(({ label }) => label) : [];
    const labels = [...new Set([...behaviors, ...found.map(({ behavior }) => behavior)])];
    const name = urn.split("::").at(-1) ?? urn;
    return labels.map((behavior) => ({
      distribution: name,
      urn,
      behavior,
      findings: found
        .filter((finding) => finding.behavior === behavior)
        .map(({ rule, level, message }) => ({ rule, level, message })),
    }));
  });
}

function levelOf({ kind }: Finding, level: "mandatory" | "advisory"): RuleFinding["level"] {
  return kind === "violation" ? level : "undetermined";
}

/** The exit code of an audit: 2 for a mandatory finding, 1 for any other, 0 for none. */
export function exitCodeOf(verdicts: readonly Verdict[]): 0 | 1 | 2 {
  const levels = verdicts.flatMap(({ findings }) => findings.map(({ level }) => level));
  return levels.includes("mandatory") ? 2 : levels.length > 0 ? 1 : 0;
}
