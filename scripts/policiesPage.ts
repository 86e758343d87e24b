import { sharedPolicies } from "../policy-pack/adapter/sharedPolicies";
import { rules } from "../policy-pack/rules";
import { Rule } from "../policy-pack/findings/rule";
import { examples } from "./ruleExamples";
import { fixes } from "./ruleExamples/diff";

const needsPreview: Readonly<Record<Rule["decidedFrom"], string>> = {
  inputs: "no",
  program: "yes",
  preview: "only a preview is certain",
};

/** The contents of docs/policies.md, generated from the rules. */
export function policiesPage(): string {
  const rows = rules.map(
    ({ name, level, severity, description, decidedFrom }) =>
      `| [\`${name}\`](#${name}) | ${level} | ${severity} | ${description} | ${needsPreview[decidedFrom]} |`,
  );
  const shared = sharedPolicies.map(
    ({ name, enforcementLevel, severity, description }) =>
      `| [\`${name}\`](#${name}) | ${enforcementLevel} | ${severity} | ${description} | yes |`,
  );
  return `<!-- Written by npm run docs from policy-pack/rules; npm run check fails if it is stale. -->

# Policies

The rules of the [policy pack](../policy-pack/README.md): what each checks, the request that fails, and the fix.

A rule that needs the preview also reads other resources, after the program has run. In an \`up\` without a preview, it
reports a violation after the resources are created: the \`up\` fails, but the resources exist. The other rules stop a
resource before it is created. They also need the preview if a setting comes from another resource, for example the ID of a
policy of the same program. A rule for which only a preview is certain is \`undetermined\` in an \`up\`.

Each rule has an example: a program that violates only this rule. \`-\` marks the mistake, and \`+\` the fix. The programs are in
\`scripts/ruleExamples\`, and the tests preview them.

| Rule | Level | Severity | Description | Needs the preview |
| --- | --- | --- | --- | --- |
${rows.join("\n")}
${shared.join("\n")}

${rules.map(section).join("\n")}
## undetermined

The message names a rule, the behavior, which value is unknown, why, and how to make it known. Each unknown value has one
message for each behavior. If other rules depend on the value too, their names follow: "Also undetermined".

## weakness

The message names a rule, the behavior, the weak setting, and what to set. The rule does not report the setting, because it
fails no request by itself. For example, an origin access identity signs requests, but is legacy.
`;
}

function section({ name, displayName, description, failingRequest, remediationSteps, url }: Rule): string {
  return `## ${name}

${displayName}. ${description}

- Failing request: ${failingRequest}.
- Fix: ${remediationSteps}
- Source: <${url}>

${example(name)}`;
}

/** What a program that violates the rule changes, in each language. */
function example(rule: string): string {
  const example = examples[rule];
  if (example === undefined) {
    throw new Error(`scripts/ruleExamples has no example of ${rule}.`);
  }
  const { TypeScript, ...others } = Object.fromEntries(
    [...fixes(example)].map(([language, lines]) => [language, `${language}:\n\n\`\`\`diff\n${lines}\n\`\`\`\n`]),
  );
  return `${TypeScript}
<details>
<summary>${Object.keys(others).join(" and ")}</summary>

${Object.values(others).join("\n")}
</details>
`;
}
