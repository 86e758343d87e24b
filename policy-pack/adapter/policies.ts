import {
  ReportViolation,
  ResourceValidationArgs,
  ResourceValidationPolicy,
  StackValidationArgs,
  StackValidationPolicy,
} from "@pulumi/policy";
import { Finding, Rule } from "../rules/rule";
import { configProblems, configSchemaOf, readPackConfig } from "./config";
import { remedyOf } from "./remediation";
import { DistributionFindings, Run } from "./run";
import { undetermined } from "./undetermined";

type Policy = ResourceValidationPolicy & StackValidationPolicy;

/**
 * One policy for each rule. The resource phase reports what is certain before anything is made; the stack phase decides
 * what the first could not, from the same inputs joined with the resources they depend on. Nothing is reported twice.
 */
export function policiesOf(rules: readonly Rule[]): (Policy | StackValidationPolicy)[] {
  const run = new Run();
  return [...rules.map((rule) => policyOf(rule, run)), undeterminedPolicy(rules, run)];
}

function policyOf(rule: Rule, run: Run): Policy {
  const configSchema = configSchemaOf(rule);
  const remediateResource = remedyOf(rule);
  return {
    name: rule.name,
    displayName: rule.displayName,
    description: rule.description,
    enforcementLevel: rule.level,
    severity: rule.severity,
    tags: ["cloudfront", rule.name.startsWith("api-gateway") ? "api-gateway" : "aws"],
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
        report(
          findings.filter(({ kind }) => kind === "violation"),
          urn,
          reportViolation,
        );
      }
    },
  };
}

/** Types whose inputs the stack phase may want, where a preview has lost them. */
const remembered = /^(aws:(cloudfront|apigateway|apigatewayv2|lambda|s3)\/|aws-native:cloudfront:)/;

function checkResource(rule: Rule, run: Run, args: ResourceValidationArgs, reportViolation: ReportViolation): void {
  const { type, urn, props } = args;
  if (remembered.test(type)) {
    run.rememberInputs(urn, props);
  }
  const distribution = run.distribution(type, props);
  if (distribution === undefined) {
    return;
  }
  const findings = rule.check(distribution, run.indexWithoutProgram(readPackConfig(rule, args.getConfig())));
  const certain = findings.filter(({ kind }) => kind === "violation");
  run.rememberFindings(urn, rule.name, certain);
  report(certain, urn, reportViolation);
}

/** What a rule says of the stack, judged once though two policies report it. */
function checkStack(rule: Rule, run: Run, args: StackValidationArgs): readonly DistributionFindings[] {
  const { indexProgram, distributions, findingsByRule } = run.stack(args.resources);
  const check = (): DistributionFindings[] => {
    const program = indexProgram(readPackConfig(rule, args.getConfig()));
    return distributions.map(({ urn, distribution }) => ({
      urn,
      findings: rule.check(distribution, program).filter((finding) => !run.hasReported(urn, rule.name, finding)),
    }));
  };
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
          const named = open.map((finding) => ({ ...finding, message: `${rule.name}: ${finding.message}` }));
          report(named, urn, reportViolation);
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
