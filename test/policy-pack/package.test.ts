import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import {
  closeSync,
  fstatSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "../../repository";
import { distributionType, withPack, withStack } from "../support/engine";
import { engineAddress } from "../support/engineAddress";
import { breaking } from "../support/ruleExamples";
import { firstOutput, sh } from "../support/shell";

/** The port that a started pack prints. */
async function portLine(command: string, args: string[], cwd: string): Promise<string> {
  const child = spawn(command, args, { cwd, stdio: ["ignore", "pipe", "inherit"] });
  const line = await firstOutput(child);
  child.kill();
  return line;
}

const bundle = join(root, "policy-pack", "dist", "index.js");

describe("the published pack", () => {
  let temporary: string;
  /** The published form of the pack, unpacked in an empty folder. */
  let folder: string;

  /** The bundle of the previous build, kept open. */
  let previous: number;

  before(async () => {
    temporary = mkdtempSync(join(tmpdir(), "pack-"));
    previous = openSync(bundle, "r");
    // `pulumi policy publish` packs like this, and reads npm's output as the name of the file.
    const pack = `npm_config_foreground_scripts=false npm pack --loglevel=error --pack-destination '${temporary}'`;
    const packed = await sh(pack, join(root, "policy-pack"));
    assert.equal(packed.code, 0, packed.output);
    assert.match(packed.output, /^pulumi-multi-origin-policies-[\d.]+\.tgz\n$/);
    folder = join(temporary, "pack");
    mkdirSync(folder);
    assert.equal((await sh(`tar -xzf '../${packed.output.trim()}' --strip-components=1`, folder)).code, 0);
  });

  after(() => {
    closeSync(previous);
    rmSync(temporary, { recursive: true, force: true });
  });

  it("is built next to the previous bundle, which stays complete for a process that reads it", () => {
    assert.notEqual(fstatSync(previous).ino, statSync(bundle).ino, "the bundle was written over");
  });

  it("contains the licenses of the packages in its bundle", () => {
    const notices = readFileSync(join(folder, "dist", "THIRD-PARTY-NOTICES.txt"), "utf8");
    for (const name of ["@grpc/grpc-js", "@pulumi/policy", "@pulumi/pulumi", "acorn", "google-protobuf"]) {
      const part = notices.split("-".repeat(80)).find((text) => text.trim().startsWith(`${name} `));
      assert.match(part ?? "", /copyright|apache license/i, name);
    }
  });

  it("contains only the files that it needs, starts in any folder, and rejects a violation", async () => {
    assert.deepEqual(readdirSync(folder).sort(), [
      "LICENSE",
      "PulumiPolicy.yaml",
      "README.md",
      "dist",
      "package.json",
      "serve",
    ]);
    assert.deepEqual(readdirSync(join(folder, "dist")), ["THIRD-PARTY-NOTICES.txt", "index.js"]);
    assert.match(await portLine(join(folder, "serve"), [await engineAddress()], "/"), /^\d+$/);

    const program = breaking("api-gateway-origin-host-header");
    await withStack({ program }, async (session) => {
      const outcome = await withPack(session, "preview", undefined, join(folder, "serve"));
      assert.equal(outcome.passed, false);
      assert.match(outcome.output, new RegExp(`❌ multi-origin@v.*${folder}/serve`));
      assert.deepEqual(session.account.list(distributionType), []);
    });
  });

  it("installs without development dependencies, and starts in the directory form with the SDK's runner", async () => {
    const installed = await sh("npm install --omit=dev --prefer-offline --no-audit --no-fund", folder);
    assert.equal(installed.code, 0, installed.output);
    const runner = join(folder, "node_modules", "@pulumi", "pulumi", "cmd", "run-policy-pack");
    assert.match(await portLine(process.execPath, [runner, await engineAddress(), folder], folder), /^\d+$/);
  });
});
