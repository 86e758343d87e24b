import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { root } from "../../repository";

const files = [
  "apiOrigin/args.ts",
  "apiOrigin/functionArgs.ts",
  "distribution/args.ts",
  "distribution/behavior.ts",
  "multiOriginSite/args.ts",
  "multiOriginSite/nestedArgs.ts",
  "origin.ts",
  "staticOrigin/args.ts",
];

interface Documented {
  readonly name: string;
  readonly text: string;
  readonly optional: boolean;
}

function commentOf(node: ts.Node): string {
  return ts
    .getJSDocCommentsAndTags(node)
    .map((comment) => comment.getText())
    .join("\n");
}

/** Every property of the interfaces that a file exports, except those that only exclude another property. */
function properties(file: string): Documented[] {
  const text = readFileSync(join(root, "components", file), "utf8");
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const found: Documented[] = [];
  const visit = (node: ts.Node, holder: string): void => {
    const name = ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node) ? node.name.text : holder;
    if (!ts.isPropertySignature(node)) {
      ts.forEachChild(node, (child) => {
        visit(child, name);
      });
    } else if (node.type?.kind !== ts.SyntaxKind.UndefinedKeyword) {
      const optional = node.questionToken !== undefined;
      found.push({ name: `${name}.${node.name.getText()}`, text: commentOf(node), optional });
    }
  };
  visit(source, "");
  return found;
}

describe("Every argument of the components", () => {
  for (const file of files) {
    it(`has a comment in ${file}, with its default if it is optional`, () => {
      const all = properties(file);
      assert.ok(all.length > 0);
      assert.deepEqual(
        all.filter(({ text }) => text === "").map(({ name }) => name),
        [],
      );
      const withoutDefault = all.filter(({ text, optional }) => optional && !/@default|Default:/.test(text));
      assert.deepEqual(
        withoutDefault.map(({ name }) => name),
        [],
      );
    });
  }
});
