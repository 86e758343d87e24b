import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { unchangedCheckout, withCheckout } from "../support/checkout";
import { scriptLine, sh } from "../support/shell";

describe("npm run preview", () => {
  const folder = unchangedCheckout();

  it("previews the stack article with the policy pack", async () => {
    const { code, output } = await sh(scriptLine("preview", "--stack article"), folder());
    assert.equal(code, 0, output);
    assert.match(output, /✅ multi-origin@v/);
    assert.match(output, /^ {4}\+ \d+ to create\n\n/m);
  });
});

describe("npm run typecheck", () => {
  it("fails on a type error, although the program is only transpiled when it runs", async () => {
    await withCheckout(async (folder) => {
      // Checks only the wrong file: all files would take ten seconds.
      const settings = readFileSync(join(folder, "tsconfig.json"), "utf8");
      writeFileSync(join(folder, "tsconfig.json"), settings.replace('"**/*.ts"', '"wrong.ts"'));
      writeFileSync(join(folder, "wrong.ts"), 'export const wrong: number = "text";\n');
      const { code, output } = await sh("npm run --silent typecheck", folder);
      assert.notEqual(code, 0);
      assert.match(output, /wrong\.ts\(1,14\): error TS2322/);
    });
  });
});
