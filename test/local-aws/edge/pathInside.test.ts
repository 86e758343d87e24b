import assert from "node:assert/strict";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Account } from "../../../local-aws/aws/account";
import { Functions } from "../../../local-aws/edge/lambda";
import { pathInside } from "../../../local-aws/edge/pathInside";
import { put } from "../../support/account";

describe("A name from a program", () => {
  for (const name of ["a", "a/b", "..a", "a/../b", "/a"]) {
    it(`stays in its folder: ${name}`, () => {
      assert.ok(pathInside("/f", name).startsWith("/f/"));
    });
  }
  for (const name of ["..", "../f-other", "a/../../x", ".", "../f"]) {
    it(`is rejected outside of its folder: ${name}`, () => {
      assert.throws(() => pathInside("/f", name), { message: `"${name}" leads out of /f` });
    });
  }

  const code = "exports.handler = async () => 1";
  interface Settings {
    readonly id?: string;
    readonly entry?: string;
    readonly handler?: string;
  }
  const cases: readonly (readonly [what: string, settings: Settings])[] = [
    ["name", { id: "../../victim" }],
    ["archive entry", { entry: "../../victim/file" }],
    ["handler", { handler: "../../victim/file.handler" }],
  ];
  for (const [what, { id = "f", entry = "index.js", handler = "index.handler" }] of cases) {
    it(`cannot change or run files outside of the folder: a function's ${what}`, async () => {
      const root = mkdtempSync(join(tmpdir(), "names-"));
      mkdirSync(join(root, "victim"));
      writeFileSync(join(root, "victim", "file"), "kept");
      const account = new Account();
      const files = { [entry]: account.putBlob(Buffer.from(code)) };
      put(account, "aws:lambda/function:Function", { arn: "arn", handler, name: id }, { id, files });
      const functions = new Functions(account, join(root, "local", "functions"), join(root, "local", "logs"));
      await assert.rejects(functions.invoke("arn", {}), /leads out of/);
      functions.stop();
      assert.ok(existsSync(join(root, "victim", "file")));
      rmSync(root, { recursive: true });
    });
  }
});
