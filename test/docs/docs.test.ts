import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { minimumCliVersion } from "../../local-aws/engine/cli";
import { sharedPolicies } from "../../policy-pack/adapter/sharedPolicies";
import { rules } from "../../policy-pack/rules";
import { root } from "../../repository";
import { signatures } from "../../tools/diagnose/signatures";
import { withCheckout } from "../support/checkout";
import { sh } from "../support/shell";
import { anchors, codeOfTableRows, inlineCode, pageAt, pages, relativeLinks } from "./markdown";

/** The npm scripts of the root and of the workspaces. */
const scripts = new Set(
  ["package.json", "components/package.json", "policy-pack/package.json"].flatMap((file) => {
    const { scripts: declared = {} } = JSON.parse(readFileSync(join(root, file), "utf8")) as { scripts?: object };
    return Object.keys(declared);
  }),
);

const ruleNames: readonly string[] = [...rules.map(({ name }) => name), ...sharedPolicies.map(({ name }) => name)];
/** The first two words of the rules' names. Code that starts with them is meant as the name of a rule. */
const prefixes = ruleNames
  .map((name) => name.split("-").slice(0, 2))
  .filter(({ length }) => length === 2)
  .map((words) => words.join("-"));

function looksLikeRule(code: string): boolean {
  return /^[a-z0-9]+(-[a-z0-9]+){2,}$/.test(code) && prefixes.some((prefix) => code.startsWith(prefix));
}

/** The reason why a link is broken, or undefined if it is valid. */
function brokenLink(from: string, target: string): string | undefined {
  const [path = "", anchor] = target.split("#", 2);
  const file = path === "" ? from : normalize(join(dirname(from), decodeURIComponent(path)));
  if (!existsSync(join(root, file))) {
    return `${target}: ${file} does not exist`;
  }
  return anchor === undefined || anchors(pageAt(file)).has(anchor)
    ? undefined
    : `${target}: no such heading in ${file}`;
}

describe("The documentation", () => {
  for (const page of pages()) {
    it(`has valid links, npm scripts and rule names in ${page.path}`, () => {
      const commands = [page.prose, ...page.blocks.map(({ text }) => text)].flatMap((text) =>
        [...text.matchAll(/\bnpm run (?:--silent |-w \S+ )*([a-z][\w:-]*)/g)].map(([, name = ""]) => name),
      );
      assert.deepEqual(
        {
          links: relativeLinks(page).flatMap((target) => brokenLink(page.path, target) ?? []),
          commands: commands.filter((name) => !scripts.has(name)),
          rules: inlineCode(page).filter((code) => looksLikeRule(code) && !ruleNames.includes(code)),
        },
        { links: [], commands: [], rules: [] },
      );
    });
  }

  it("links from troubleshooting to every rule that npm run diagnose reports as a cause", () => {
    const causes = signatures.flatMap(({ causes }) => causes.flatMap((cause) => ("rule" in cause ? [cause.rule] : [])));
    const linked = new Set(relativeLinks(pageAt("docs/troubleshooting.md")));
    assert.deepEqual(
      causes.filter((rule) => !linked.has(`policies.md#${rule}`)),
      [],
    );
  });

  it("has the prices of docs/cost.md in README", () => {
    const totals = [...pageAt("docs/cost.md").prose.matchAll(/^\| \*\*Together\*\* +\|[^*]*\*\*([\d.]+)\*\*/gm)].map(
      ([, total = ""]) => total,
    );
    const prices = [...pageAt("README.md").prose.matchAll(/([\d.]+) USD/g)].map(([, price = ""]) => price);
    assert.deepEqual(prices, totals);
  });

  it("has the minimum versions of Node.js and of the Pulumi CLI in README", () => {
    const { engines } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { engines: { node: string } };
    const versions = [...pageAt("README.md").prose.matchAll(/^\| (?:Node\.js|Pulumi CLI) +\| ([\d.]+) or newer/gm)];
    assert.deepEqual(
      versions.map(([, version]) => version),
      [engines.node.replace(">=", ""), minimumCliVersion],
    );
  });
});

describe("README.ja.md", () => {
  const [english, japanese] = [pageAt("README.md"), pageAt("README.ja.md")];

  it("has the same levels of headings as README.md", () => {
    const levels = ({ prose }: typeof english) => [...prose.matchAll(/^#+(?= )/gm)].map(([level]) => level);
    assert.deepEqual(levels(japanese), levels(english));
  });

  it("has the same commands and outputs as README.md", () => {
    assert.deepEqual(japanese.blocks, english.blocks);
  });

  it("has the same commands, keys, values and folders as README.md in every table row", () => {
    assert.deepEqual(codeOfTableRows(japanese), codeOfTableRows(english));
  });

  it("has the same links as README.md, except those between the two languages", () => {
    const links = (page: typeof english) => relativeLinks(page).filter((target) => !target.startsWith("README"));
    assert.deepEqual(links(japanese), links(english));
  });
});

/** Blocks that start with "```sh test": quick commands that need only a clone with its dependencies. */
describe("A block of commands marked as a test", () => {
  const marked = pages().flatMap(({ path, blocks }) =>
    blocks.filter(({ info }) => info === "sh test").map(({ text }) => ({ path, text })),
  );

  it("exists in at least one page", () => {
    assert.ok(marked.length > 0);
  });

  for (const { path, text } of marked) {
    it(`runs in ${path}: ${text.trim().split("\n").join("; ")}`, async () => {
      await withCheckout(async (folder) => {
        const { code, output } = await sh(`set -e\n${text}`, folder);
        assert.equal(code, 0, output);
      });
    });
  }
});
