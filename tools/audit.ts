import { Cell, Color, screenWidth, table, wrapped } from "./layout";
import { defaultPolicyPackConfig, PolicyPackConfig } from "./policyPackConfig";
import { headingOf, messagesOf, policyOf, RuleFinding, Verdict } from "./verdicts";

/** The lowest level that fails an audit. */
export type FailOn = "mandatory" | "advisory";

/** Whether a finding fails the audit. `advisory` includes weaknesses and undetermined findings, but nothing exempted. */
export function failsAudit(verdicts: readonly Verdict[], failOn: FailOn, config = defaultPolicyPackConfig): boolean {
  const findings = verdicts.flatMap((verdict) => verdict.findings).filter(({ exemption }) => exemption === undefined);
  return failOn === "advisory" ? findings.length > 0 : findings.some((finding) => isMandatory(finding, config));
}

/** Whether the policy that reports a finding is mandatory. */
export function isMandatory(finding: RuleFinding, { levelOf }: PolicyPackConfig): boolean {
  return finding.level === "mandatory" || ["mandatory", "remediate"].includes(levelOf(policyOf(finding)));
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
  const levels = findings.map(({ rule, level, exemption }) =>
    exemption === undefined ? `${level}: ${rule}` : `exempted by ${exemption.id}: ${rule}`,
  );
  const open = findings.filter(({ exemption }) => exemption === undefined);
  const worst = open.find(({ level }) => level === "mandatory") ?? open[0];
  const color = worst === undefined ? "green" : colors[worst.level];
  return [{ text: distribution }, { text: behavior }, { text: levels.join("\n") || "ok", color }];
}
