import { createHash } from "node:crypto";
import type { Log, ReportingDescriptor, Result } from "sarif";
import { name, version } from "../../policy-pack/package.json";
import { sharedPolicies } from "../../policy-pack/adapter/sharedPolicies";
import { rules } from "../../policy-pack/rules";
import { Rule } from "../../policy-pack/findings/rule";
import { PolicyPackConfig } from "../policyPackConfig";
import { AuditedState, LocatedFinding, openFindings, severityOf } from "./auditedState";

/**
 * The findings as SARIF 2.1.0, without those that an exception exempts: GitHub would open an alert for each of them.
 * https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning
 */
export function sarifOf(states: readonly AuditedState[], config: PolicyPackConfig): Log {
  const seen = new Map<string, number>();
  const numbered = (hash: string): string => {
    const count = (seen.get(hash) ?? 0) + 1;
    seen.set(hash, count);
    return `${hash}:${count}`;
  };
  return {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name, semanticVersion: version, rules: descriptors(config) } },
        columnKind: "utf16CodeUnits",
        results: openFindings(states).map((found) => resultOf(found, config, numbered(hashOf(found)))),
      },
    ],
  };
}

function resultOf(
  { location, verdict, finding }: LocatedFinding,
  config: PolicyPackConfig,
  fingerprint: string,
): Result {
  const { rule, message, fix } = finding;
  const uri = location.split("/").map(encodeURIComponent).join("/");
  return {
    ruleId: rule,
    level: severityOf(finding, config),
    message: { text: message },
    locations: [
      {
        physicalLocation: { artifactLocation: { uri, uriBaseId: "%SRCROOT%" }, region: { startLine: 1 } },
        logicalLocations: [{ name: verdict.distribution, fullyQualifiedName: verdict.urn, kind: "resource" }],
      },
    ],
    partialFingerprints: { primaryLocationLineHash: fingerprint },
    properties: { behavior: verdict.behavior, ...(fix === undefined ? {} : { fix }) },
  };
}

/** The same for each run, whatever else changes in the state: what GitHub recognizes an alert by. */
function hashOf({ verdict, finding }: LocatedFinding): string {
  const identity = JSON.stringify([finding.rule, verdict.urn, verdict.behavior]);
  return createHash("sha256").update(identity).digest("hex").slice(0, 16);
}

function descriptors(config: PolicyPackConfig): ReportingDescriptor[] {
  return [
    ...rules.map((rule) => ruleDescriptor(rule, config)),
    ...sharedPolicies.map(({ name: id, description }): ReportingDescriptor => ({
      id,
      shortDescription: { text: description },
      defaultConfiguration: { level: "note" },
    })),
  ];
}

const problemSeverities = { mandatory: "error", remediate: "error", advisory: "warning", disabled: "recommendation" };

function ruleDescriptor(rule: Rule, { levelOf }: PolicyPackConfig): ReportingDescriptor {
  const level = levelOf(rule.name);
  return {
    id: rule.name,
    name: rule.name,
    shortDescription: { text: rule.displayName },
    fullDescription: { text: rule.description },
    help: { text: `${rule.remediationSteps} What fails: ${rule.failingRequest}.` },
    helpUri: rule.url,
    defaultConfiguration: { level: level === "mandatory" || level === "remediate" ? "error" : "warning" },
    properties: {
      tags: [...rule.tags],
      severity: rule.severity,
      "problem.severity": problemSeverities[level],
    },
  };
}
