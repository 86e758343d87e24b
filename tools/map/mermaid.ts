import { isKnown, Maybe } from "../../policy-pack/program/maybe";
import { BehaviorOnMap, DistributionMap, OriginOnMap, Outlook, outlookOf } from "./mapOf";

const styles: Readonly<Record<Outlook, string>> = {
  refused: "fill:#ffebe9,stroke:#cf222e,color:#82071e",
  advised: "fill:#fff8c5,stroke:#9a6700,color:#633c01",
  well: "fill:#dafbe1,stroke:#1a7f37,color:#044f1e",
};

/** A Mermaid flowchart of all distributions: https://mermaid.js.org/syntax/flowchart.html */
export function mapMermaid(maps: readonly DistributionMap[]): string {
  const parts = maps.map(distributionPart);
  return [
    "flowchart LR",
    ...Object.entries(styles).map(([outlook, style]) => `  classDef ${outlook} ${style}`),
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
    ...list.map(
      (behavior, index) => `    ${id}b${index}[${behaviorLabel(behavior)}]:::${outlookOf(behavior.findings)}`,
    ),
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
  const refused = findings.filter(({ level }) => level === "mandatory").map(({ rule }) => rule);
  return label(text(pathPattern), text(viewers), ...refused);
}

/** A way that ends in a refusal is broken. */
function arrow({ findings }: BehaviorOnMap): string {
  return outlookOf(findings) === "refused" ? "-.-x" : "-->";
}

function text(value: Maybe<string | undefined>): string {
  return isKnown(value) ? (value ?? "") : "not known";
}

function label(...lines: readonly string[]): string {
  return `"${lines
    .filter((line) => line !== "")
    .map(escaped)
    .join("<br/>")}"`;
}

/** Whatever could mean something to Mermaid or to HTML goes by its code. https://mermaid.js.org/syntax/flowchart.html#entity-codes-to-escape-characters */
export function escaped(line: string): string {
  return line.replace(/\s+/g, " ").replace(/[^A-Za-z0-9 ./:,-]/gu, (character) => `#${character.codePointAt(0) ?? 0};`);
}
