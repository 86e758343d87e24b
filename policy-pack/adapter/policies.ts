import {
  ReportViolation,
  ResourceValidationArgs,
  ResourceValidationPolicy,
  StackValidationArgs,
  StackValidationPolicy,
} from "@pulumi/policy";
import { isOuter } from "../cloudFormation/innerResources";
import { groups } from "../program/groups";
import { printable } from "../program/printable";
import { innerName, reportedUrn, Resource } from "../program/resource";
import { messagesFor } from "../findings/message";
import { resourceTypes } from "../findings/resourceTypes";
import { Finding, Rule } from "../findings/rule";
import { sayOnce } from "../findings/sayOnce";
import { configProblems, configSchemaOf, readPackConfig } from "./config";
import { isDisabled, unknownPolicies } from "./configured";
import { secretsOf } from "./decodeOnRead";
import { remediationOf } from "./remediation";
import { DistributionFindings, Run } from "./run";
import { withoutSecrets } from "./secrets";
import { sharedPolicies } from "./sharedPolicies";

type Policy = ResourceValidationPolicy & StackValidationPolicy;

/**
 * One policy for each rule. The resource phase reports certain violations before a resource is created. The stack phase
 * checks again, with the resources that the inputs depend on. No violation is reported in both phases.
 */
export function policiesOf(rules: readonly Rule[]): (Policy | StackValidationPolicy)[] {
  const run = new Run();
  const names = [...rules, ...sharedPolicies].map(({ name }) => name);
  // Names that the pack does not have belong to no policy, so the first one that runs reports them.
  const problems = ({ name }: Rule): string[] =>
    name === rules.find((rule) => !isDisabled(rule.name))?.name ? unknownPolicies(names) : [];
  return [
    ...rules.map((rule) => policyOf(rule, run, problems)),
    ...sharedPolicies.map((policy) => sharedPolicy(policy, rules, run)),
  ];
}

function policyOf(rule: Rule, run: Run, packProblems: (rule: Rule) => string[]): Policy {
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
      for (const problem of [...packProblems(rule), ...configProblems(rule, args.getConfig())]) {
        reportViolation(printable(problem));
      }
      for (const { resource, findings } of checkStack(rule, run, args)) {
        const certain = findings.filter(({ kind }) => kind === "violation");
        report(rule, hidden(certain, run, args), resource, reportViolation);
      }
    },
  };
}

function checkResource(rule: Rule, run: Run, args: ResourceValidationArgs, reportViolation: ReportViolation): void {
  const { type, urn, props } = args;
  if (!resourceTypes.has(type) && !isOuter(type)) {
    return;
  }
  run.rememberInputs(urn, props);
  for (const resource of run.resources(type, urn, props)) {
    const certain = certainFindings(rule, run, resource, args);
    const shown = certain.map((finding) => withoutSecrets(finding, secretsOf(props)));
    report(rule, shown, resource, reportViolation);
  }
}

/** The violations that are certain before the program has run. */
function certainFindings(rule: Rule, run: Run, resource: Resource, args: ResourceValidationArgs): readonly Finding[] {
  const isCertain = ({ kind }: Finding): boolean => kind === "violation";
  if (rule.resources?.types.has(resource.type) === true) {
    const certain = rule.resources.check(resource).filter(isCertain);
    run.rememberProblems(rule.name, certain);
    return certain;
  }
  const distribution = run.distribution(resource, args.props, readPackConfig(rule, args.getConfig()));
  if (distribution === undefined) {
    return [];
  }
  const certain = rule.check(distribution).filter(isCertain);
  run.rememberFindings(resource.urn, rule.name, certain);
  return certain;
}

/** The findings of a rule for the stack. Several policies report them, and the check runs once. */
function checkStack(rule: Rule, run: Run, args: StackValidationArgs): readonly DistributionFindings[] {
  const { distributions, findingsByRule } = run.stack(args.resources);
  const check = (): DistributionFindings[] =>
    distributions(readPackConfig(rule, args.getConfig())).map(({ resource, distribution }) => ({
      resource,
      findings: rule.check(distribution).filter((finding) => !run.hasReported(resource.urn, rule.name, finding)),
    }));
  const known = findingsByRule.get(rule.name) ?? check();
  findingsByRule.set(rule.name, known);
  return known;
}

function sharedPolicy(
  policy: (typeof sharedPolicies)[number],
  rules: readonly Rule[],
  run: Run,
): StackValidationPolicy {
  return {
    ...policy,
    tags: ["cloudfront"],
    validateStack: (args, reportViolation) => {
      const enabled = rules.filter(({ name }) => !isDisabled(name));
      const found = enabled.flatMap((rule) =>
        checkStack(rule, run, args).map(({ resource, findings }) => ({
          resource,
          rule,
          findings: findings.filter(({ kind }) => kind === policy.name),
        })),
      );
      for (const ofDistribution of groups(found, ({ resource }) => resource.urn)) {
        for (const { rule, findings } of sayOnce(ofDistribution)) {
          report(rule, hidden(findings, run, args), ofDistribution[0].resource, reportViolation);
        }
      }
    },
  };
}

/** Findings for messages. Secrets are read only if there is something to report. */
function hidden(findings: readonly Finding[], run: Run, { resources }: StackValidationArgs): Finding[] {
  return findings.map((finding) => withoutSecrets(finding, run.secrets(resources)));
}

function report(rule: Rule, findings: readonly Finding[], resource: Resource, reportViolation: ReportViolation): void {
  for (const message of messagesFor(rule, findings, innerName(resource))) {
    reportViolation(message, reportedUrn(resource));
  }
}
