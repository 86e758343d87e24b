import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { root } from "../../repository";

/** Whether TypeScript is in memory after Pulumi's SDK is loaded. */
function loadsTypeScript(...nodeOptions: string[]): boolean {
  const script = `
    require("@pulumi/pulumi/automation");
    console.log(Object.keys(require.cache).some((file) => file.endsWith("/typescript/lib/typescript.js")));`;
  return JSON.parse(
    execFileSync(process.execPath, [...nodeOptions, "-e", script], { cwd: root, encoding: "utf8" }),
  ) as boolean;
}

describe("commands/transpile/loadLater.cjs", () => {
  it("keeps Pulumi's SDK from loading TypeScript with it", () => {
    assert.equal(loadsTypeScript("-r", "./commands/transpile/loadLater.cjs"), false);
  });

  it("is needed: without it the SDK loads TypeScript", () => {
    assert.equal(loadsTypeScript(), true, "delete loadLater.cjs");
  });
});
