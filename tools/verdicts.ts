import { readPackConfig } from "../policy-pack/adapter/config";
import { withoutSecrets } from "../policy-pack/adapter/secrets";
import { groups } from "../policy-pack/program/groups";
import { memoized } from "../policy-pack/program/memoized";
import { PackConfig, ProgramIndex, indexProgram } from "../policy-pack/program/programIndex";
import { isKnown } from "../policy-pack/program/maybe";
import { reportedUrn, Resource, resourceName } from "../policy-pack/program/resource";
import { Distribution } from "../policy-pack/cloudfront/model";
import { readDistribution } from "../policy-pack/cloudfront/readers/distribution";
import { rules } from "../policy-pack/rules";
import { messageOf, messagesFor } from "../policy-pack/findings/message";
import { routeDistribution } from "../policy-pack/findings/routedDistribution";
import { Finding, Rule } from "../policy-pack/findings/rule";
import { sayOnce } from "../policy-pack/findings/sayOnce";
import { defaultPolicyPackConfig, PolicyException, PolicyPackConfig } from "./policyPackConfig";
import { spelled } from "./dialects/spellings";
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
  /** The policy exception that exempts it. */
  readonly exemption?: PolicyException;
}

/** The resource that a finding is about. */
type Reported = Pick<Resource, "urn" | "holder">;

/** The findings for one distribution, by behavior or other part. */
export type Findings = ReadonlyMap<string, readonly RuleFinding[]>;

/**
 * One verdict for each behavior of each distribution of a state, also for behaviors without findings, and one for each
 * other resource that AWS rejects.
 */
export function verdictsOf(state: State, config = defaultPolicyPackConfig): Verdict[] {
  const { resources } = state;
  const index = memoized((known: PackConfig) => indexProgram(resources, known));
  const programOf = (rule: Rule): ProgramIndex => index(readPackConfig(rule, config.settingsOf(rule.name)));
  const rejected = resources.flatMap((resource) => verdictsOfResource(resource, state, config));
  const reported = new Set(rejected.flatMap(({ findings }) => findings.map(keyOf)));
  const ofDistributions = resources.flatMap((resource) => {
    const { type, urn, props, inputs } = resource;
    const distribution = readDistribution(type, props, inputs);
    const findings =
      distribution === undefined ? [] : [...configuredFindings(distribution, programOf, resource, state, config)];
    const name = resourceName(resource);
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

function verdictsOfResource(resource: Resource, state: State, config: PolicyPackConfig): Verdict[] {
  const { type, urn } = resource;
  return enabledRules(config).flatMap((rule) =>
    (rule.resources?.types.has(type) === true ? rule.resources.check(resource) : [])
      .filter(({ kind }) => kind === "violation")
      .map((finding) => ({
        distribution: resourceName(resource),
        urn,
        behavior: finding.behavior,
        findings: [toRuleFinding(rule, shown(finding, state), resource, config)],
      })),
  );
}

function enabledRules({ levelOf }: PolicyPackConfig): readonly Rule[] {
  return rules.filter(({ name }) => levelOf(name) !== "disabled");
}

/** Behaviors come first, in the order of the distribution. */
export function findingsOf(distribution: Distribution, program: ProgramIndex, urn: string, state: State): Findings {
  return configuredFindings(distribution, () => program, { urn }, state, defaultPolicyPackConfig);
}

function configuredFindings(
  distribution: Distribution,
  programOf: (rule: Rule) => ProgramIndex,
  resource: Reported,
  state: State,
  config: PolicyPackConfig,
): Findings {
  const behaviors = isKnown(distribution.behaviors) ? distribution.behaviors : [];
  const findings = new Map<string, RuleFinding[]>(behaviors.map(({ label }) => [label, []]));
  const route = memoized((program: ProgramIndex) => routeDistribution(distribution, program, resource.urn));
  const checked = enabledRules(config).map((rule) => ({
    rule,
    findings: rule.check(route(programOf(rule))).map((finding) => shown(finding, state)),
  }));
  for (const { rule, findings: ofRule } of sayOnce(checked)) {
    for (const finding of ofRule) {
      const found = toRuleFinding(rule, finding, resource, config);
      if (config.levelOf(policyOf(found)) !== "disabled") {
        findings.set(finding.behavior, [...(findings.get(finding.behavior) ?? []), found]);
      }
    }
  }
  return findings;
}

/** A finding without secrets, and with the names of the state's dialect. */
function shown(finding: Finding, { secrets = [], spelling }: State): Finding {
  return withoutSecrets(spelled(finding, spelling), secrets);
}

function toRuleFinding(rule: Rule, finding: Finding, resource: Reported, config: PolicyPackConfig): RuleFinding {
  const { kind, origin, problem, waiting } = finding;
  const exception = config.exceptionOf(kind === "violation" ? rule.name : kind, reportedUrn(resource));
  return {
    rule: rule.name,
    level: kind === "violation" ? shownLevel(config.levelOf(rule.name)) : kind,
    message: messageOf(rule, finding),
    problem,
    ...(origin === undefined ? {} : { origin }),
    ...(waiting === undefined ? {} : { waiting }),
    ...(exception === undefined ? {} : { exemption: { id: exception.id, reason: exception.reason } }),
  };
}

/** The SDK reports a violation that is left after a remediation as mandatory. */
function shownLevel(level: ReturnType<PolicyPackConfig["levelOf"]>): "mandatory" | "advisory" {
  return level === "advisory" ? level : "mandatory";
}

/** The name of the policy that reports a finding. */
export function policyOf({ rule, level }: Pick<RuleFinding, "rule" | "level">): string {
  const kind = kindOf(level);
  return kind === "violation" ? rule : kind;
}

function kindOf(level: RuleFinding["level"]): Finding["kind"] {
  return level === "undetermined" || level === "weakness" ? level : "violation";
}

/** A message of a rule, with the distribution that it is about. */
export interface RuleMessage {
  readonly distribution: string;
  readonly rule: string;
  readonly level: RuleFinding["level"];
  readonly message: string;
}

/** The messages of verdicts, without exempted findings. Behaviors of a distribution with the same problem share one message. */
export function messagesOf(verdicts: readonly Verdict[]): RuleMessage[] {
  return groups(verdicts, ({ urn }) => urn).flatMap((ofDistribution) => {
    const [{ distribution }] = ofDistribution;
    const findings = ofDistribution.flatMap(openFindings);
    const messages = [
      ...rules.flatMap((rule) => messagesOfRule(rule, findings)),
      ...findings.filter(({ rule }) => rule === unreadState),
    ];
    return messages.map(({ rule, level, message }) => ({ distribution, rule, level, message }));
  });
}

type LocatedFinding = RuleFinding & Pick<Verdict, "behavior">;

function openFindings({ behavior, findings }: Verdict): LocatedFinding[] {
  return findings.filter(({ exemption }) => exemption === undefined).map((finding) => ({ behavior, ...finding }));
}

function messagesOfRule(rule: Rule, all: readonly LocatedFinding[]): Omit<RuleMessage, "distribution">[] {
  const findings = all.filter((finding) => finding.rule === rule.name);
  return groups(findings, ({ level }) => level).flatMap((same) => {
    const [{ level }] = same;
    const reported = same.map(({ behavior, origin, problem, waiting = [] }): Finding => ({
      kind: kindOf(level),
      behavior,
      origin,
      problem,
      waiting,
    }));
    return messagesFor(rule, reported).map((message) => ({ rule: rule.name, level, message }));
  });
}

/** In place of a rule's name, for the finding that a state cannot be read. */
export const unreadState = "undetermined";

/** The heading of a message, which begins with the rule's name if a policy of all rules reports it. */
export function headingOf(finding: Pick<RuleFinding, "rule" | "level">): string {
  const { rule, level } = finding;
  return policyOf(finding) === rule && rule !== level ? `${level}: ${rule}` : level;
}
