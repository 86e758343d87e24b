import { undetermined } from "../policy-pack/adapter/policies";
import { rules } from "../policy-pack/rules";
import { Rule } from "../policy-pack/rules/rule";

/** docs/policies.md, from the rules themselves. */
export function policiesPage(): string {
  const rows = rules.map(
    ({ name, level, severity, description, decidedFrom }) =>
      `| [\`${name}\`](#${name}) | ${level} | ${severity} | ${description} | ${decidedFrom === "program" ? "yes" : "no"} |`,
  );
  return `<!-- Written by npm run docs from policy-pack/rules; npm run check fails where it is stale. -->

# Policies

A rule that needs the preview is decided from other resources too, once the program has run. In an \`up\` without a preview
its finding comes after the resources exist; the \`up\` fails, and they are there. The others stop a resource before it is
made. A rule of the second kind still needs the preview where what it looks at comes from another resource, as the id of a
policy of the same program does.

| Rule | Level | Severity | What it says | Needs the preview |
| --- | --- | --- | --- | --- |
${rows.join("\n")}
| [\`${undetermined.name}\`](#${undetermined.name}) | ${undetermined.enforcementLevel} | ${undetermined.severity} | ${undetermined.description} | yes |

${rules.map(section).join("\n")}
## ${undetermined.name}

It names the rule first, then the behavior, what can't be known and why. Settle it by making the value known: write an id
or a name as plain text, or tell the pack of policies and API domains that other stacks own in its configuration.
`;
}

function section({ name, displayName, description, failingRequest, remediationSteps, url }: Rule): string {
  return `## ${name}

${displayName}. ${description}

- Failing request: ${failingRequest}.
- Instead: ${remediationSteps}
- Source: <${url}>
`;
}
