import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { closeSync, fstatSync, mkdirSync, mkdtempSync, openSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "../../repository";
import { distributionType, withPack, withStack } from "../support/engine";
import { breaking } from "../support/everyMistake";
import { firstOutput, sh } from "../support/shell";

/** The line that a started pack prints: its port. */
async function portLine(command: string, args: string[], cwd: string): Promise<string> {
  const child = spawn(command, args, { cwd, stdio: ["ignore", "pipe", "inherit"] });
  const line = await firstOutput(child);
  child.kill();
  return line;
}

const bundle = join(root, "policy-pack", "dist", "index.js");

describe("the published pack", () => {
  let box: string;
  /** The pack as an organization gets it: packed, and unpacked in an empty folder. */
  let folder: string;

  /** The bundle as it was before the pack was built anew. */
  let former: number;

  before(async () => {
    box = mkdtempSync(join(tmpdir(), "pack-"));
    former = openSync(bundle, "r");
    // As `pulumi policy publish` packs, which takes what npm prints for the name of the file.
    const pack = `npm_config_foreground_scripts=false npm pack --loglevel=error --pack-destination '${box}'`;
    const packed = await sh(pack, join(root, "policy-pack"));
    assert.equal(packed.code, 0, packed.output);
    assert.match(packed.output, /^pulumi-multi-origin-policies-[\d.]+\.tgz\n$/);
    folder = join(box, "pack");
    mkdirSync(folder);
    assert.equal((await sh(`tar -xzf '../${packed.output.trim()}' --strip-components=1`, folder)).code, 0);
  });

  after(() => {
    closeSync(former);
    rmSync(box, { recursive: true, force: true });
  });

  it("is built beside the former bundle, which stays whole for whoever is about to read it", () => {
    assert.notEqual(fstatSync(former).ino, statSync(bundle).ino, "the bundle was written over");
  });

  it("contains what it needs and nothing else, boots alone from any folder, and blocks", async () => {
    assert.deepEqual(readdirSync(folder).sort(), [
      "LICENSE",
      "PulumiPolicy.yaml",
      "README.md",
      "dist",
      "package.json",
      "serve",
    ]);
    assert.deepEqual(readdirSync(join(folder, "dist")), ["index.js"]);
    assert.match(await portLine(join(folder, "serve"), ["127.0.0.1:1"], "/"), /^\d+$/);

    const program = breaking("api-gateway-origin-host-header");
    await withStack({ program }, async (session) => {
      const outcome = await withPack(session, "preview", undefined, join(folder, "serve"));
      assert.equal(outcome.passed, false);
      assert.match(outcome.output, new RegExp(`❌ multi-origin@v.*${folder}/serve`));
      assert.deepEqual(session.account.list(distributionType), []);
    });
  });

  it("installs without its development dependencies, and boots in the directory form, by the SDK's own runner", async () => {
    const installed = await sh("npm install --omit=dev --prefer-offline --no-audit --no-fund", folder);
    assert.equal(installed.code, 0, installed.output);
    const runner = join(folder, "node_modules", "@pulumi", "pulumi", "cmd", "run-policy-pack");
    assert.match(await portLine(process.execPath, [runner, "127.0.0.1:1", folder], folder), /^\d+$/);
  });
});
