import { ProgramIndex, indexProgram } from "../policy-pack/program/programIndex";
import { isKnown } from "../policy-pack/program/maybe";
import { Distribution } from "../policy-pack/cloudfront/model";
import { readDistribution } from "../policy-pack/cloudfront/readers/distribution";
import { rules } from "../policy-pack/rules";
import { routeDistribution } from "../policy-pack/rules/routedDistribution";
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

/** What the rules say of one distribution, by behavior or by another part of it. */
export type Findings = ReadonlyMap<string, readonly RuleFinding[]>;

/** Every behavior of every distribution of a state, those without findings too. */
export function verdictsOf({ resources }: State): Verdict[] {
  const program = indexProgram(resources);
  return resources.flatMap(({ type, urn, props }) => {
    const distribution = readDistribution(type, props);
    const findings = distribution === undefined ? [] : [...findingsOf(distribution, program)];
    const name = urn.split("::").at(-1) ?? urn;
    return findings.map(([behavior, found]) => ({ distribution: name, urn, behavior, findings: found }));
  });
}

/** The behaviors come first, in their order. */
export function findingsOf(distribution: Distribution, program: ProgramIndex): Findings {
  const behaviors = isKnown(distribution.behaviors) ? distribution.behaviors : [];
  const findings = new Map<string, RuleFinding[]>(behaviors.map(({ label }) => [label, []]));
  const routed = routeDistribution(distribution, program);
  for (const { name, level, check } of rules) {
    for (const finding of check(routed)) {
      const others = findings.get(finding.behavior) ?? [];
      findings.set(finding.behavior, [
        ...others,
        { rule: name, level: levelOf(finding, level), message: finding.message },
      ]);
    }
  }
  return findings;
}

function levelOf({ kind }: Finding, level: "mandatory" | "advisory"): RuleFinding["level"] {
  return kind === "violation" ? level : "undetermined";
}
