import { ProgramIndex, indexProgram } from "../policy-pack/program/programIndex";
import { isKnown } from "../policy-pack/program/maybe";
import { Resource, resourceName } from "../policy-pack/program/resource";
import { Distribution } from "../policy-pack/cloudfront/model";
import { readDistribution } from "../policy-pack/cloudfront/readers/distribution";
import { rules } from "../policy-pack/rules";
import { messageOf, reportsOf } from "../policy-pack/rules/message";
import { routeDistribution } from "../policy-pack/rules/routedDistribution";
import { Finding } from "../policy-pack/rules/rule";
import { sayOnce } from "../policy-pack/rules/sayOnce";
import { State } from "./state";

/** The findings of all rules for one behavior, for another part of a distribution, or for another resource. */
export interface Verdict {
  /** The resource name of the distribution, or of another resource, in its program. */
  readonly distribution: string;
  readonly urn: string;
  readonly behavior: string;
  readonly findings: readonly RuleFinding[];
}

export interface RuleFinding extends Pick<Finding, "origin" | "problem" | "waiting"> {
  readonly rule: string;
  /** The level of the policy that reports it, or the name of the policy of all rules that does. */
  readonly level: "mandatory" | "advisory" | "undetermined" | "weakness";
  /** The complete message for this behavior. */
  readonly message: string;
}

/** The findings for one distribution, by behavior or other part. */
export type Findings = ReadonlyMap<string, readonly RuleFinding[]>;

/**
 * One verdict for each behavior of each distribution of a state, also for behaviors without findings, and one for each
 * other resource that AWS rejects.
 */
export function verdictsOf({ resources }: State): Verdict[] {
  const program = indexProgram(resources);
  const rejected = resources.flatMap(verdictsOfResource);
  const reported = new Set(rejected.flatMap(({ findings }) => findings.map(keyOf)));
  const ofDistributions = resources.flatMap(({ type, urn, props, inputs }) => {
    const distribution = readDistribution(type, props, inputs);
    const findings = distribution === undefined ? [] : [...findingsOf(distribution, program, urn)];
    const name = urn.split("::").at(-1) ?? urn;
    return findings.map(([behavior, found]) => ({
      distribution: name,
      urn,
      behavior,
      findings: found.filter((finding) => !reported.has(keyOf(finding))),
    }));
  });
  return [...ofDistributions, ...rejected];
}

/** A distribution that uses the resource has the same problem, which is reported once. */
function keyOf({ rule, problem }: RuleFinding): string {
  return `${rule} ${problem}`;
}

function verdictsOfResource(resource: Resource): Verdict[] {
  const findings = rules.flatMap((rule) =>
    rule.resources?.types.has(resource.type) === true
      ? rule.resources.check(resource).map((finding) => ({ rule, finding }))
      : [],
  );
  return findings
    .filter(({ finding }) => finding.kind === "violation")
    .map(({ rule, finding }) => ({
      distribution: resourceName(resource),
      urn: resource.urn,
      behavior: finding.behavior,
      findings: [
        {
          rule: rule.name,
          level: levelOf(finding.kind, rule.level),
          message: messageOf(rule, finding),
          problem: finding.problem,
        },
      ],
    }));
}

/** Behaviors come first, in the order of the distribution. */
export function findingsOf(distribution: Distribution, program: ProgramIndex, urn: string): Findings {
  const behaviors = isKnown(distribution.behaviors) ? distribution.behaviors : [];
  const findings = new Map<string, RuleFinding[]>(behaviors.map(({ label }) => [label, []]));
  const routed = routeDistribution(distribution, program, urn);
  for (const { rule, findings: ofRule } of sayOnce(rules.map((one) => ({ rule: one, findings: one.check(routed) })))) {
    for (const finding of ofRule) {
      const { behavior, kind, origin, problem, waiting } = finding;
      const found: RuleFinding = {
        rule: rule.name,
        level: levelOf(kind, rule.level),
        message: messageOf(rule, finding),
        problem,
        ...(origin === undefined ? {} : { origin }),
        ...(waiting === undefined ? {} : { waiting }),
      };
      findings.set(behavior, [...(findings.get(behavior) ?? []), found]);
    }
  }
  return findings;
}

function levelOf(kind: Finding["kind"], level: "mandatory" | "advisory"): RuleFinding["level"] {
  return kind === "violation" ? level : kind;
}

/** A message of a rule, with the distribution that it is about. */
export interface RuleMessage {
  readonly distribution: string;
  readonly rule: string;
  readonly level: RuleFinding["level"];
  readonly message: string;
}

/** The messages of verdicts. Behaviors of a distribution with the same problem share one message. */
export function messagesOf(verdicts: readonly Verdict[]): RuleMessage[] {
  const distributions = new Map(verdicts.map(({ urn, distribution }) => [urn, distribution]));
  return [...distributions].flatMap(([urn, distribution]) =>
    rules.flatMap((rule) => {
      const found = verdicts
        .filter((verdict) => verdict.urn === urn)
        .flatMap(({ behavior, findings }) =>
          findings.filter((finding) => finding.rule === rule.name).map((finding) => toFinding(behavior, finding)),
        );
      return reportsOf(rule, found).map(({ kind, message }) => ({
        distribution,
        rule: rule.name,
        level: levelOf(kind, rule.level),
        message,
      }));
    }),
  );
}

function toFinding(behavior: string, { level, origin, problem, waiting = [] }: RuleFinding): Finding {
  const kind = level === "undetermined" || level === "weakness" ? level : "violation";
  return { behavior, kind, origin, problem, waiting };
}

/** The heading of a message, which begins with the rule's name if a policy of all rules reports it. */
export function headingOf({ rule, level }: Pick<RuleFinding, "rule" | "level">): string {
  return level === "undetermined" || level === "weakness" ? level : `${level}: ${rule}`;
}
