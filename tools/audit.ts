import { Cell, Color, screenWidth, table, wrapped } from "./layout";
import { headingOf, messagesOf, RuleFinding, Verdict } from "./verdicts";

/** The lowest level that fails an audit. */
export type FailOn = "mandatory" | "advisory";

/** Whether a finding fails the audit. `advisory` includes weaknesses and undetermined findings. */
export function failsAudit(verdicts: readonly Verdict[], failOn: FailOn): boolean {
  const findings = verdicts.flatMap((verdict) => verdict.findings);
  return failOn === "advisory" ? findings.length > 0 : findings.some(({ level }) => level === "mandatory");
}

const colors: Readonly<Record<RuleFinding["level"], Color>> = {
  mandatory: "red",
  advisory: "yellow",
  weakness: "yellow",
  undetermined: "yellow",
};

/** A table of all cache behaviors, followed by each message. */
export function auditText(verdicts: readonly Verdict[]): string {
  if (verdicts.length === 0) {
    return "No CloudFront distribution.\n";
  }
  const messages = messagesOf(verdicts).flatMap((finding) => [
    `\n${headingOf(finding)}`,
    ...wrapped(finding.message, screenWidth() - 2).map((line) => `  ${line}`),
  ]);
  return `${table(["Distribution", "Behavior", "Verdict"], verdicts.map(row))}${messages.join("\n")}\n`;
}

function row({ distribution, behavior, findings }: Verdict): Cell[] {
  const levels = findings.map(({ rule, level }) => `${level}: ${rule}`).join("\n");
  const worst = findings.find(({ level }) => level === "mandatory") ?? findings[0];
  const color = worst === undefined ? "green" : colors[worst.level];
  return [{ text: distribution }, { text: behavior }, { text: levels || "ok", color }];
}
