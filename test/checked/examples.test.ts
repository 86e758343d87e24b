import assert from "node:assert/strict";
import { cpSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { root } from "../../repository";
import { packageFolders } from "../../scripts/manifests";
import { sh } from "../support/shell";

/** Runs a command. @returns its output */
async function run(line: string, folder: string): Promise<string> {
  const { code, output } = await sh(line, folder);
  assert.equal(code, 0, `${line}\n${output}`);
  return output;
}

/** Copies an example into a folder with the same neighbors as in the repository, and installs its packages. */
async function installed(example: string, temporary: string, command: string): Promise<string> {
  const folder = join(temporary, "examples", example);
  const created = ["node_modules", "dist", ".local"];
  cpSync(join(root, "examples", example), folder, {
    recursive: true,
    filter: (path) => !created.includes(basename(path)),
  });
  await run(`${command} --prefer-offline --no-audit --no-fund`, folder);
  return folder;
}

describe("The example", () => {
  let temporary: string;

  before(async () => {
    temporary = mkdtempSync(join(tmpdir(), "examples-"));
    for (const name of packageFolders) {
      symlinkSync(join(root, name), join(temporary, name));
    }
    await run("npm run --silent build -w components -w local-aws", root);
  });

  after(() => {
    rmSync(temporary, { recursive: true, force: true });
  });

  it("own-program passes its tests with Jest", async () => {
    const folder = await installed("own-program", temporary, "npm install");
    assert.match(await run("npm test", folder), /Tests: +2 passed, 2 total/);
  });

  it("yaml has the plugin after npm install, and passes a preview with the policy pack", async () => {
    const folder = await installed("yaml", temporary, "npm install");
    const output = await run(`node '${join(root, "local-aws", "cli.cjs")}' preview`, folder);
    assert.match(output, /\+ \d+ to create/);
  });

  describe("orders", () => {
    let folder: string;

    before(async () => {
      folder = await installed("orders", temporary, "npm ci");
    });

    it("passes its tests with Vitest, of the handler and through the distribution with an emulator of DynamoDB", async () => {
      assert.match(await run("NO_COLOR=1 npm test", folder), /Test Files +2 passed/);
    });

    it("has only packages with permitted licenses", async () => {
      cpSync(join(root, ".licensee.json"), join(folder, ".licensee.json"));
      await run(`'${join(root, "node_modules", ".bin", "licensee")}' --errors-only`, folder);
    });

    it("passes its type checks", async () => {
      await run("npm run types", folder);
    });
  });
});
