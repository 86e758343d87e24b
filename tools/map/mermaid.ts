import { isKnown, Maybe } from "../../policy-pack/program/maybe";
import { BehaviorOnMap, DistributionMap, OriginOnMap, Status, statusOf } from "./mapOf";

const styles: Readonly<Record<Status, string>> = {
  rejected: "fill:#ffebe9,stroke:#cf222e,color:#82071e",
  advice: "fill:#fff8c5,stroke:#9a6700,color:#633c01",
  ok: "fill:#dafbe1,stroke:#1a7f37,color:#044f1e",
};

/** A Mermaid flowchart of all distributions: https://mermaid.js.org/syntax/flowchart.html */
export function mapMermaid(maps: readonly DistributionMap[]): string {
  const parts = maps.map(distributionPart);
  return [
    "flowchart LR",
    ...Object.entries(styles).map(([status, style]) => `  classDef ${status} ${style}`),
    '  viewers(["Viewers"])',
    ...parts.flat(),
    "",
  ].join("\n");
}

function distributionPart({ name, tenant, names, behaviors }: DistributionMap, at: number): string[] {
  const id = `d${at}`;
  const list = isKnown(behaviors) ? behaviors : [];
  const origins = [...new Map(list.flatMap(originsOf).map((origin) => [JSON.stringify(origin), origin])).entries()];
  const originId = (origin: OriginOnMap): string =>
    `${id}o${origins.findIndex(([key]) => key === JSON.stringify(origin))}`;
  return [
    `  subgraph ${id}[${label(tenant === undefined ? name : `${name}, tenant ${tenant}`, names.join(", "))}]`,
    ...list.map((behavior, index) => `    ${id}b${index}[${behaviorLabel(behavior)}]:::${statusOf(behavior.findings)}`),
    "  end",
    ...origins.map(([, origin]) => `  ${originId(origin)}(${label(text(origin.service), text(origin.address))})`),
    ...list.flatMap((behavior, index) => [
      `  viewers --> ${id}b${index}`,
      ...originsOf(behavior).map(
        (origin) => `  ${id}b${index} ${arrow(behavior)}|${label(`Host: ${text(behavior.host)}`)}| ${originId(origin)}`,
      ),
    ]),
  ];
}

function originsOf({ origins }: BehaviorOnMap): readonly OriginOnMap[] {
  return isKnown(origins) ? origins : [];
}

function behaviorLabel({ pathPattern, viewers, findings }: BehaviorOnMap): string {
  const violated = findings.filter(({ level }) => level === "mandatory").map(({ rule }) => rule);
  return label(text(pathPattern), text(viewers), ...violated);
}

/** An arrow with a cross at its end if the requests will be rejected. */
function arrow({ findings }: BehaviorOnMap): string {
  return statusOf(findings) === "rejected" ? "-.-x" : "-->";
}

function text(value: Maybe<string | undefined>): string {
  return isKnown(value) ? (value ?? "") : "unknown";
}

function label(...lines: readonly string[]): string {
  return `"${lines
    .filter((line) => line !== "")
    .map(escaped)
    .join("<br/>")}"`;
}

/** Replaces each character that Mermaid or HTML could interpret by its code. https://mermaid.js.org/syntax/flowchart.html#entity-codes-to-escape-characters */
export function escaped(line: string): string {
  return line.replace(/\s+/g, " ").replace(/[^A-Za-z0-9 ./:,-]/gu, (character) => `#${character.codePointAt(0) ?? 0};`);
}
