import { groups } from "../program/groups";
import { Finding, Rule } from "./rule";

/** The findings of a rule for one distribution. */
export interface RuleFindings {
  readonly rule: Rule;
  readonly findings: readonly Finding[];
}

/**
 * The findings of all rules for one distribution, with one undetermined finding for each behavior and unknown value: of
 * the first rule that depends on the value, with the names of the others. Another part of the distribution, such as an
 * error page, has no finding if the same value is unknown for a behavior.
 */
export function sayOnce(all: readonly RuleFindings[]): RuleFindings[] {
  const open = all.flatMap(({ rule, findings }) =>
    findings.filter(({ kind }) => kind === "undetermined").map((finding) => ({ rule: rule.name, finding })),
  );
  const waiting = new Map<Finding, readonly string[]>();
  for (const same of groups(open, ({ finding }) => finding.unknown ?? finding.problem)) {
    const ofBehaviors = same.filter(({ finding }) => isBehavior(finding));
    const shown = ofBehaviors.length === 0 ? same : ofBehaviors;
    for (const line of groups(shown, ({ finding }) => finding.behavior)) {
      const [{ rule, finding }] = line;
      const others = same.filter((other) => line.includes(other) || !shown.includes(other));
      waiting.set(
        finding,
        [...new Set(others.map((other) => other.rule))].filter((name) => name !== rule),
      );
    }
  }
  return all.map(({ rule, findings }) => ({
    rule,
    findings: findings.flatMap((finding) => {
      const others = waiting.get(finding);
      return finding.kind === "undetermined"
        ? others === undefined
          ? []
          : [{ ...finding, waiting: others }]
        : [finding];
    }),
  }));
}

function isBehavior({ behavior }: Finding): boolean {
  return /^(default )?cache behavior/.test(behavior);
}
