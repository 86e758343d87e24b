import { isKnown } from "../../../policy-pack/program/maybe";
import { plainText } from "../markdown";
import { DistributionDiff, MapDiff } from "./diffOf";
import { RouteChange } from "./routes";
import { isWorse, nameLines, noChange, titleOf } from "./text";

/** The most rows in a comment: its length is limited. */
const mostRows = 60;

/** The diff as a part of a pull request comment. */
export function diffMarkdown({ distributions, hazards }: MapDiff): string {
  const changed = distributions.map(linesOf).filter((lines) => lines.length > 0);
  const warnings = hazards.map(({ distribution, text }) => `- **${plainText(distribution)}**: ${plainText(text)}`);
  return [
    "### What changes for viewers",
    ...(changed.length === 0 ? [noChange] : changed.map((lines) => lines.join("\n"))),
    ...(warnings.length === 0 ? [] : ["### Hazards of the update", warnings.join("\n")]),
  ]
    .join("\n\n")
    .concat("\n");
}

function linesOf(diff: DistributionDiff): string[] {
  const { routes } = diff;
  const names = nameLines(diff).map(plainText);
  const rows = isKnown(routes) ? routes.flatMap(rowsOf) : [];
  const table =
    rows.length === 0
      ? []
      : [
          "",
          "| Paths | What | Before | After |",
          "|---|---|---|---|",
          ...rows.slice(0, mostRows),
          ...more(rows.length),
        ];
  const unknown = isKnown(routes) ? [] : [`Cannot compare the routes: ${plainText(routes.reason)}.`];
  const lines = [...names, ...unknown, ...table];
  return lines.length === 0 ? [] : [`**${plainText(titleOf(diff))}**`, ...lines];
}

function rowsOf({ paths, changes }: RouteChange): string[] {
  return changes.map((change, at) => {
    const after = plainText(change.after);
    const cells = [
      at === 0 ? plainText(paths) : "",
      change.subject,
      plainText(change.before),
      isWorse(change) ? `**${after}**` : after,
    ];
    return `| ${cells.join(" | ")} |`;
  });
}

function more(rows: number): string[] {
  return rows > mostRows ? ["", `${rows - mostRows} more changes are not shown.`] : [];
}
