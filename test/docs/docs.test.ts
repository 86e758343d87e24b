import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { undetermined } from "../../policy-pack/adapter/undetermined";
import { rules } from "../../policy-pack/rules";
import { root } from "../../repository";
import { signatures } from "../../tools/diagnose/signatures";
import { withCheckout } from "../support/checkout";
import { sh } from "../support/shell";
import { anchors, inlineCode, pageAt, pages, relativeLinks } from "./markdown";

/** The commands of the root and of the workspaces. */
const scripts = new Set(
  ["package.json", "components/package.json", "policy-pack/package.json"].flatMap((file) => {
    const { scripts: own = {} } = JSON.parse(readFileSync(join(root, file), "utf8")) as { scripts?: object };
    return Object.keys(own);
  }),
);

const ruleNames: readonly string[] = [...rules.map(({ name }) => name), undetermined.name];
/** `api-gateway-origin-…`: what begins as a rule's name does is meant as one. */
const beginnings = ruleNames
  .map((name) => name.split("-").slice(0, 2))
  .filter(({ length }) => length === 2)
  .map((words) => words.join("-"));

function looksLikeRule(code: string): boolean {
  return /^[a-z0-9]+(-[a-z0-9]+){2,}$/.test(code) && beginnings.some((beginning) => code.startsWith(beginning));
}

/** Why a link leads nowhere. */
function deadEnd(from: string, target: string): string | undefined {
  const [path = "", anchor] = target.split("#", 2);
  const file = path === "" ? from : normalize(join(dirname(from), decodeURIComponent(path)));
  if (!existsSync(join(root, file))) {
    return `${target}: there is no ${file}`;
  }
  return anchor === undefined || anchors(pageAt(file)).has(anchor)
    ? undefined
    : `${target}: ${file} has no such heading`;
}

describe("the documentation", () => {
  for (const page of pages()) {
    it(`${page.path} has links that lead somewhere, and names commands and rules that exist`, () => {
      const commands = [page.prose, ...page.blocks.map(({ text }) => text)].flatMap((text) =>
        [...text.matchAll(/\bnpm run (?:--silent |-w \S+ )*([a-z][\w:-]*)/g)].map(([, name = ""]) => name),
      );
      assert.deepEqual(
        {
          links: relativeLinks(page).flatMap((target) => deadEnd(page.path, target) ?? []),
          commands: commands.filter((name) => !scripts.has(name)),
          rules: inlineCode(page).filter((code) => looksLikeRule(code) && !ruleNames.includes(code)),
        },
        { links: [], commands: [], rules: [] },
      );
    });
  }

  it("goes from what a viewer sees to every rule that npm run diagnose knows as its cause", () => {
    const known = signatures.flatMap(({ causes }) => causes.flatMap((cause) => ("rule" in cause ? [cause.rule] : [])));
    const linked = new Set(relativeLinks(pageAt("docs/troubleshooting.md")));
    assert.deepEqual(
      known.filter((rule) => !linked.has(`policies.md#${rule}`)),
      [],
    );
  });

  it("is in Japanese what it is in English: the same headings' levels, commands and outputs", () => {
    const [english, japanese] = [pageAt("README.md"), pageAt("README.ja.md")];
    const levels = ({ prose }: typeof english) => [...prose.matchAll(/^#+(?= )/gm)].map(([level]) => level);
    assert.deepEqual(levels(japanese), levels(english));
    assert.deepEqual(japanese.blocks, english.blocks);
  });
});

/** Blocks that begin with "```sh test": quick commands that need nothing but a clone with its dependencies. */
describe("a block of commands that is marked for it", () => {
  const marked = pages().flatMap(({ path, blocks }) =>
    blocks.filter(({ info }) => info === "sh test").map(({ text }) => ({ path, text })),
  );

  it("is there", () => {
    assert.ok(marked.length > 0);
  });

  for (const { path, text } of marked) {
    it(`of ${path} runs: ${text.trim().split("\n").join("; ")}`, async () => {
      await withCheckout(async (folder) => {
        const { code, output } = await sh(`set -e\n${text}`, folder);
        assert.equal(code, 0, output);
      });
    });
  }
});
