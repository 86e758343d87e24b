import {
  PolicyResource,
  ReportViolation,
  ResourceValidationArgs,
  ResourceValidationPolicy,
  StackValidationArgs,
  StackValidationPolicy,
} from "@pulumi/policy";
import { Knowledge, knowledgeOf, nothingOfTheProgram } from "../cloudfront/knowledge";
import { Candidate } from "../cloudfront/maybe";
import { readDistribution } from "../cloudfront/readAws";
import { Properties } from "../cloudfront/readValue";
import { Finding, Rule } from "../rules/rule";
import { plainProperties } from "./plain";
import { readProgram } from "./program";

const distributionType = "aws:cloudfront/distribution:Distribution";

type Policy = ResourceValidationPolicy & StackValidationPolicy;

/**
 * One policy for each rule. The resource phase reports what is certain before anything is made; the stack phase decides
 * what the first could not, from the same inputs joined with the resources they depend on. Nothing is reported twice.
 */
export function policiesOf(rules: readonly Rule[]): Policy[] {
  const run = new Run();
  return [...rules.map((rule) => policyOf(rule, run)), undeterminedPolicy(rules, run)];
}

/** What one run of the engine remembers between its two phases. */
class Run {
  private readonly inputs = new Map<string, object>();
  private readonly reported = new Map<string, Set<string>>();

  /** A new look at a resource: its inputs keep unknown values in their places, which the stack phase may no longer see. */
  remember(urn: string, rule: Rule, props: object, findings: readonly Finding[]): void {
    this.inputs.set(urn, props);
    this.reported.set(`${urn} ${rule.name}`, new Set(findings.map(({ behavior }) => behavior)));
  }

  inputsOf({ urn, props }: PolicyResource): object {
    return this.inputs.get(urn) ?? (props as object);
  }

  hasReported(urn: string, rule: Rule, { behavior }: Finding): boolean {
    return this.reported.get(`${urn} ${rule.name}`)?.has(behavior) ?? false;
  }
}

function policyOf(rule: Rule, run: Run): Policy {
  return {
    name: rule.name,
    displayName: rule.displayName,
    description: rule.description,
    enforcementLevel: rule.level,
    severity: rule.severity,
    tags: [...rule.tags],
    remediationSteps: rule.remediationSteps,
    url: rule.url,
    validateResource: (args, reportViolation) => {
      validateResource(rule, run, args, reportViolation);
    },
    validateStack: (args, reportViolation) => {
      for (const { urn, findings } of judgeStack(rule, run, args)) {
        report(
          findings.filter(({ kind }) => kind === "violation"),
          urn,
          reportViolation,
        );
      }
    },
  };
}

function validateResource(
  rule: Rule,
  run: Run,
  { type, urn, props }: ResourceValidationArgs,
  reportViolation: ReportViolation,
): void {
  if (type !== distributionType) {
    return;
  }
  const distribution = readDistribution(plainProperties(props, () => []));
  const certain = rule.judge(distribution, knowledgeOf(nothingOfTheProgram)).filter(({ kind }) => kind === "violation");
  run.remember(urn, rule, props, certain);
  report(certain, urn, reportViolation);
}

interface Judged {
  readonly urn: string;
  readonly findings: readonly Finding[];
}

function judgeStack(rule: Rule, run: Run, { resources }: StackValidationArgs): Judged[] {
  const distributions = resources.filter(({ type }) => type === distributionType);
  if (distributions.length === 0) {
    return [];
  }
  const knowledge: Knowledge = knowledgeOf(readProgram(resources.map(candidate)));
  return distributions.map((resource) => {
    const findings = rule.judge(readDistribution(joined(resource, run)), knowledge);
    const { urn } = resource;
    return { urn, findings: findings.filter((finding) => !run.hasReported(urn, rule, finding)) };
  });
}

/** The inputs, with what each unknown value may have come from. */
function joined(resource: PolicyResource, run: Run): Properties {
  return plainProperties(run.inputsOf(resource), (property) =>
    (resource.propertyDependencies[property] ?? []).map(candidate),
  );
}

function candidate({ type, urn, props }: PolicyResource): Candidate {
  return { type, urn, props: plainProperties(props as object, () => []) };
}

/** Whatever no rule could decide, in one advisory policy. */
function undeterminedPolicy(rules: readonly Rule[], run: Run): StackValidationPolicy & ResourceValidationPolicy {
  return {
    name: "undetermined",
    displayName: "What the pack could not decide",
    description: "A rule could not be decided because something it depends on can't be known.",
    enforcementLevel: "advisory",
    severity: "low",
    tags: ["cloudfront"],
    validateStack: (args, reportViolation) => {
      for (const rule of rules) {
        for (const { urn, findings } of judgeStack(rule, run, args)) {
          const open = findings.filter(({ kind }) => kind === "undetermined");
          report(
            open.map((finding) => ({ ...finding, message: `${rule.name}: ${finding.message}` })),
            urn,
            reportViolation,
          );
        }
      }
    },
  };
}

function report(findings: readonly Finding[], urn: string, reportViolation: ReportViolation): void {
  for (const { message } of findings) {
    reportViolation(message, urn);
  }
}
