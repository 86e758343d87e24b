import { headingOf } from "../verdicts";
import { PolicyPackConfig } from "../policyPackConfig";
import { AuditedState, openFindings, Severity, severityOf } from "./auditedState";

const commands: Readonly<Record<Severity, string>> = { error: "error", warning: "warning", note: "notice" };

/**
 * The findings as annotations of a GitHub workflow run, the most severe first, because GitHub shows only the first ones.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
 */
export function githubAnnotations(states: readonly AuditedState[], config: PolicyPackConfig): string {
  const order: readonly Severity[] = ["error", "warning", "note"];
  const found = openFindings(states).map((one) => ({ ...one, severity: severityOf(one.finding, config) }));
  return order
    .flatMap((severity) => found.filter((one) => one.severity === severity))
    .map(({ severity, location, verdict, finding }) => {
      const title = `${headingOf(finding)} (${verdict.distribution})`;
      return `::${commands[severity]} file=${property(location)},line=1,title=${property(title)}::${data(finding.message)}\n`;
    })
    .join("");
}

/** Escapes what would end a command or begin another one. https://github.com/actions/toolkit (packages/core/src/command.ts) */
function data(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function property(text: string): string {
  return data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
