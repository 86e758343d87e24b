import { isMandatory } from "../audit";
import { FixableFinding, FixableVerdict } from "../fixes";
import { PolicyPackConfig } from "../policyPackConfig";

/** What an audit found in one state. */
export interface AuditedState {
  /** The file of the repository that a report shows the findings at. */
  readonly location: string;
  readonly verdicts: readonly FixableVerdict[];
}

/** A finding, with where it is. */
export interface LocatedFinding {
  readonly location: string;
  readonly verdict: FixableVerdict;
  readonly finding: FixableFinding;
}

/** All findings without an exception. */
export function openFindings(states: readonly AuditedState[]): LocatedFinding[] {
  return states.flatMap(({ location, verdicts }) =>
    verdicts.flatMap((verdict) =>
      verdict.findings
        .filter(({ exemption }) => exemption === undefined)
        .map((finding) => ({ location, verdict, finding })),
    ),
  );
}

/** `error` fails an audit, `warning` is advice, and `note` is what fails no request or is unknown. */
export type Severity = "error" | "warning" | "note";

export function severityOf(finding: FixableFinding, config: PolicyPackConfig): Severity {
  if (isMandatory(finding, config)) {
    return "error";
  }
  return finding.level === "advisory" ? "warning" : "note";
}
