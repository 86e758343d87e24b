import { State } from "../state";
import { headingOf, messagesOf, RuleFinding, verdictsOf } from "../verdicts";
import { DistributionMap, mapOf } from "./mapOf";
import { mapMermaid } from "./mermaid";

/** The limit of GitHub, in characters: https://github.com/orgs/community/discussions/27190 */
const largestComment = 65_536;
/** The limits of Mermaid: https://mermaid.js.org/config/schema-docs/config.html */
const largestFlowchart = { characters: 50_000, arrows: 500 };

/** A comment for a pull request: the flowchart, and below it the findings, mandatory ones first. */
export function mapMarkdown(state: State): string {
  const title = `## Route map of stack ${plainText(stackName(state))}\n\n`;
  const maps = mapOf(state);
  if (maps.length === 0) {
    return `${title}The stack has no CloudFront distribution.\n`;
  }
  const start = `${title}${flowchart(maps)}\n\n`;
  const findings = findingLines(state);
  if (findings.length === 0) {
    return `${start}No findings.\n`;
  }
  const legend = `${start}Red: requests will be rejected. Yellow: advice, or a value that is still unknown.\n\n`;
  return legend + limited(findings, largestComment - legend.length);
}

/** `urn:pulumi:<stack>::<project>::…` */
function stackName({ resources }: State): string {
  return resources[0]?.urn.split("::")[0]?.split(":").at(-1) ?? "";
}

function flowchart(maps: readonly DistributionMap[]): string {
  const chart = mapMermaid(maps);
  const arrows = chart.match(/-->|-\.-x/g) ?? [];
  return chart.length > largestFlowchart.characters || arrows.length > largestFlowchart.arrows
    ? "The map is too large for a comment. Run `map` to see it."
    : `\`\`\`mermaid\n${chart}\`\`\``;
}

const levels: readonly RuleFinding["level"][] = ["mandatory", "advisory", "weakness", "undetermined"];

function findingLines(state: State): string[] {
  const messages = messagesOf(verdictsOf(state));
  return levels.flatMap((wanted) =>
    messages
      .filter(({ level }) => level === wanted)
      .map(
        (finding) =>
          `- **${headingOf(finding)}** on ${plainText(finding.distribution)}<br>${withLink(finding.message)}\n`,
      ),
  );
}

/** As many lines as fit into `available` characters, and the number of the others. */
function limited(lines: readonly string[], available: number): string {
  const rest = (count: number): string => `\n${count} more findings are not shown. Run \`audit\` to list all.\n`;
  let used = rest(lines.length).length;
  const fitting = lines.filter((line) => (used += line.length) <= available);
  const left = lines.length - fitting.length;
  return `${fitting.join("")}${left === 0 ? "" : rest(left)}`;
}

/** A message of a rule ends with the URL of an AWS page. No other URL becomes a link. */
function withLink(message: string): string {
  const [, text = message, url] = /^(.*) (https:\/\/docs\.aws\.amazon\.com\/[\w./#-]+)$/.exec(message) ?? [];
  return url === undefined ? plainText(text) : `${plainText(text)} <${url}>`;
}

const zeroWidthSpace = "\u200b";

/** Text that GitHub shows as it is: without Markdown, HTML, mentions and links. */
export function plainText(text: string): string {
  return (
    text
      .replace(/\s+/g, " ")
      // https://spec.commonmark.org/0.31.2/#backslash-escapes
      .replace(/[\\`*_[\]<>&#|~$]/g, "\\$&")
      // A backslash prevents neither a mention nor an autolink: https://github.github.com/gfm/#autolinks-extension-
      .replace(/@|:(?=\/\/)|www(?=\.)/gi, `$&${zeroWidthSpace}`)
  );
}
