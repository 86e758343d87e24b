import {
  ReportViolation,
  ResourceValidationArgs,
  ResourceValidationPolicy,
  StackValidationArgs,
  StackValidationPolicy,
} from "@pulumi/policy";
import { reportsOf } from "../rules/message";
import { resourceTypes } from "../rules/resourceTypes";
import { Finding, Rule } from "../rules/rule";
import { configProblems, configSchemaOf, readPackConfig } from "./config";
import { secretsOf } from "./decodeOnRead";
import { remediationOf } from "./remediation";
import { DistributionFindings, Run } from "./run";
import { withoutSecrets } from "./secrets";

/** The advisory policy that reports what a rule cannot determine, and weaknesses that fail no request by themselves. */
export const undetermined = {
  name: "undetermined",
  displayName: "What a rule cannot determine",
  description: "A rule cannot determine whether a behavior fails, or found a weakness that fails no request by itself.",
  enforcementLevel: "advisory",
  severity: "low",
} as const;

type Policy = ResourceValidationPolicy & StackValidationPolicy;

/**
 * One policy for each rule. The resource phase reports certain violations before a resource is created. The stack phase
 * checks again, with the resources that the inputs depend on. No violation is reported in both phases.
 */
export function policiesOf(rules: readonly Rule[]): (Policy | StackValidationPolicy)[] {
  const run = new Run();
  return [...rules.map((rule) => policyOf(rule, run)), undeterminedPolicy(rules, run)];
}

function policyOf(rule: Rule, run: Run): Policy {
  const configSchema = configSchemaOf(rule);
  const remediateResource = remediationOf(rule);
  return {
    name: rule.name,
    displayName: rule.displayName,
    description: rule.description,
    enforcementLevel: rule.level,
    severity: rule.severity,
    tags: [...rule.tags],
    remediationSteps: rule.remediationSteps,
    url: rule.url,
    ...(configSchema === undefined ? {} : { configSchema }),
    ...(remediateResource === undefined ? {} : { remediateResource }),
    validateResource: (args, reportViolation) => {
      checkResource(rule, run, args, reportViolation);
    },
    validateStack: (args, reportViolation) => {
      for (const problem of configProblems(rule, args.getConfig())) {
        reportViolation(problem);
      }
      for (const { urn, findings } of checkStack(rule, run, args)) {
        const certain = findings.filter(({ kind }) => kind === "violation");
        report(rule, hidden(certain, run, args), urn, reportViolation);
      }
    },
  };
}

function checkResource(rule: Rule, run: Run, args: ResourceValidationArgs, reportViolation: ReportViolation): void {
  const { type, urn, props } = args;
  if (resourceTypes.has(type)) {
    run.rememberInputs(urn, props);
  }
  const config = readPackConfig(rule, args.getConfig());
  const distribution = run.distribution(type, props, config);
  if (distribution === undefined) {
    return;
  }
  const findings = rule.check(distribution);
  const certain = findings.filter(({ kind }) => kind === "violation");
  run.rememberFindings(urn, rule.name, certain);
  const shown = certain.map((finding) => withoutSecrets(finding, secretsOf(props)));
  report(rule, shown, urn, reportViolation);
}

/** The findings of a rule for the stack. Two policies report them, and the check runs once. */
function checkStack(rule: Rule, run: Run, args: StackValidationArgs): readonly DistributionFindings[] {
  const { distributions, findingsByRule } = run.stack(args.resources);
  const check = (): DistributionFindings[] =>
    distributions(readPackConfig(rule, args.getConfig())).map(({ urn, distribution }) => ({
      urn,
      findings: rule.check(distribution).filter((finding) => !run.hasReported(urn, rule.name, finding)),
    }));
  const known = findingsByRule.get(rule.name) ?? check();
  findingsByRule.set(rule.name, known);
  return known;
}

function undeterminedPolicy(rules: readonly Rule[], run: Run): StackValidationPolicy {
  return {
    ...undetermined,
    tags: ["cloudfront"],
    validateStack: (args, reportViolation) => {
      for (const rule of rules) {
        for (const { urn, findings } of checkStack(rule, run, args)) {
          const open = findings.filter(({ kind }) => kind !== "violation");
          report(rule, hidden(open, run, args), urn, reportViolation, `${rule.name}: `);
        }
      }
    },
  };
}

/** Findings for messages. Secrets are read only if there is something to report. */
function hidden(findings: readonly Finding[], run: Run, { resources }: StackValidationArgs): Finding[] {
  return findings.map((finding) => withoutSecrets(finding, run.secrets(resources)));
}

function report(
  rule: Rule,
  findings: readonly Finding[],
  urn: string,
  reportViolation: ReportViolation,
  prefix = "",
): void {
  for (const { message } of reportsOf(rule, findings, prefix)) {
    reportViolation(message, urn);
  }
}
