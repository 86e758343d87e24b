import { isKnown, Maybe } from "../../policy-pack/program/maybe";
import { Cell, Color, colored, screenWidth, table, wrapped } from "../layout";
import { headingOf, RuleMessage } from "../verdicts";
import { BehaviorOnMap, DistributionMap, Status, statusOf } from "./mapOf";

const colors: Readonly<Record<Status, Color>> = { rejected: "red", advice: "yellow", ok: "green" };

/** A table for each distribution, with violations in red, and the findings below it. */
export function mapText(maps: readonly DistributionMap[]): string {
  return maps.length === 0 ? "The stack has no CloudFront distribution.\n" : maps.map(distributionText).join("\n");
}

function distributionText({ name, tenant, names, behaviors, messages }: DistributionMap): string {
  const title = colored("bold", `${name}${tenant === undefined ? "" : `, tenant ${tenant}`}`);
  if (!isKnown(behaviors)) {
    return `${title}\nIts cache behaviors are unknown: ${behaviors.reason}\n`;
  }
  const head = ["Paths", "Viewers", "Methods", "Cached", "Host", "Origin", "Verdict"];
  return [
    `${title} serves ${names.join(", ") || "unknown hostnames"}`,
    table(head, behaviors.map(row)).trimEnd(),
    ...messages.flatMap(messageLines),
    "",
  ].join("\n");
}

function row({ pathPattern, viewers, methods, caches, host, origins, findings }: BehaviorOnMap): Cell[] {
  const color = colors[statusOf(findings)];
  const verdict = findings.map(({ rule, level }) => `${level}: ${rule}`).join("\n");
  return [
    { text: text(pathPattern), color },
    { text: text(viewers) },
    { text: isKnown(methods) ? (methods.length === 7 ? "all" : methods.join(" ")) : "?" },
    { text: isKnown(caches) ? (caches ? "yes" : "no") : "?" },
    { text: text(host), ...(host === "the viewer's" ? { color } : {}) },
    { text: isKnown(origins) ? origins.map(originText).join("\n") : "?", color },
    { text: verdict || "ok", color },
  ];
}

function originText({
  id,
  address,
  service,
}: {
  id: Maybe<string | undefined>;
  address: Maybe<string>;
  service: Maybe<string>;
}) {
  return `${text(id)}: ${text(service)}\n${text(address)}`;
}

function text(value: Maybe<string | undefined>): string {
  return isKnown(value) ? (value ?? "") : "?";
}

function messageLines(finding: RuleMessage): string[] {
  const color = finding.level === "mandatory" ? "red" : "yellow";
  return [
    colored(color, headingOf(finding)),
    ...wrapped(finding.message, screenWidth() - 2).map((line) => `  ${line}`),
  ];
}
