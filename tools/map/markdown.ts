import { State } from "../state";
import { RuleFinding, verdictsOf } from "../verdicts";
import { DistributionMap, mapOf } from "./mapOf";
import { mapMermaid } from "./mermaid";

/** In characters: https://github.com/orgs/community/discussions/27190 */
const largestComment = 65_536;
/** Mermaid draws no more: https://mermaid.js.org/config/schema-docs/config.html */
const largestFlowchart = { characters: 50_000, arrows: 500 };

/** A pull request's comment: the flowchart, and below it what the rules say, the worst first. */
export function mapMarkdown(state: State): string {
  const title = `## Route map of stack ${plainText(stackName(state))}\n\n`;
  const maps = mapOf(state);
  if (maps.length === 0) {
    return `${title}The stack has no CloudFront distribution.\n`;
  }
  const start = `${title}${flowchart(maps)}\n\n`;
  const findings = findingLines(state);
  if (findings.length === 0) {
    return `${start}Nothing found.\n`;
  }
  const legend = `${start}Red: requests will be refused. Yellow: advice, or what can't be known yet.\n\n`;
  return legend + limited(findings, largestComment - legend.length);
}

/** `urn:pulumi:<stack>::<project>::…` */
function stackName({ resources }: State): string {
  return resources[0]?.urn.split("::")[0]?.split(":").at(-1) ?? "";
}

function flowchart(maps: readonly DistributionMap[]): string {
  const drawn = mapMermaid(maps);
  const arrows = drawn.match(/-->|-\.-x/g) ?? [];
  return drawn.length > largestFlowchart.characters || arrows.length > largestFlowchart.arrows
    ? "The map is too large for a comment; `npm run map` shows it."
    : `\`\`\`mermaid\n${drawn}\`\`\``;
}

const levels: readonly RuleFinding["level"][] = ["mandatory", "advisory", "undetermined"];

function findingLines(state: State): string[] {
  const all = verdictsOf(state).flatMap(({ findings, ...where }) =>
    findings.map((finding) => ({ ...finding, ...where })),
  );
  return levels.flatMap((wanted) =>
    all
      .filter(({ level }) => level === wanted)
      .map(({ rule, distribution, behavior, message }) => {
        const located = message.startsWith(behavior) ? message : `${behavior}: ${message}`;
        return `- **${wanted}: ${rule}** on ${plainText(distribution)}<br>${plainText(located)}\n`;
      }),
  );
}

/** The first lines, as many as there is room for, and how many are left. */
function limited(lines: readonly string[], room: number): string {
  const rest = (count: number): string => `\nAnd ${count} more: \`npm run audit\` shows all of them.\n`;
  let used = rest(lines.length).length;
  const fitting = lines.filter((line) => (used += line.length) <= room);
  const left = lines.length - fitting.length;
  return `${fitting.join("")}${left === 0 ? "" : rest(left)}`;
}

/** An escaped character means nothing to Markdown or to HTML: https://spec.commonmark.org/0.31.2/#backslash-escapes */
function plainText(text: string): string {
  return text.replace(/\s+/g, " ").replace(/[\\`*_[\]<>&#|~$]/g, "\\$&");
}
