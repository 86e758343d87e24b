import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import {
  closeSync,
  cpSync,
  fstatSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
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

const name = "pulumi-multi-origin-policies";
const cloud = join(root, "policy-pack", "dist", "cloud");
const bundle = join(cloud, "index.js");

/** Packs a folder as npm and `pulumi policy publish` do, and reads npm's output as the name of the file. */
async function pack(folder: string, destination: string): Promise<string> {
  const line = `npm_config_foreground_scripts=false npm pack --loglevel=error --pack-destination '${destination}'`;
  const packed = await sh(line, folder);
  assert.equal(packed.code, 0, packed.output);
  assert.match(packed.output, /^pulumi-multi-origin-policies-[\d.]+\.tgz\n$/);
  return join(destination, packed.output.trim());
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
}

describe("the package of policies", () => {
  let temporary: string;
  /** The package in `node_modules` of an empty project, installed from its tarball. */
  let folder: string;
  /** The bundle of the previous build, kept open. */
  let previous: number;

  before(async () => {
    temporary = mkdtempSync(join(tmpdir(), "package-"));
    previous = openSync(bundle, "r");
    const tarball = await pack(join(root, "policy-pack"), temporary);
    writeFileSync(join(temporary, "package.json"), "{}");
    const installed = await sh(`npm install --offline --no-audit --no-fund '${tarball}'`, temporary);
    assert.equal(installed.code, 0, installed.output);
    folder = join(temporary, "node_modules", name);
  });

  after(() => {
    closeSync(previous);
    rmSync(temporary, { recursive: true, force: true });
  });

  it("is built next to the previous bundle, which stays complete for a process that reads it", () => {
    assert.notEqual(fstatSync(previous).ino, statSync(bundle).ino, "the bundle was written over");
  });

  it("installs only itself: its files without sources, in less than 3 MB", () => {
    assert.deepEqual(
      readdirSync(join(temporary, "node_modules")).filter((file) => !file.startsWith(".")),
      [name],
    );
    const files = filesIn(folder);
    assert.deepEqual(files, [
      "CHANGELOG.md",
      "LICENSE",
      "PulumiPolicy.yaml",
      "README.md",
      "cli.cjs",
      "dist/THIRD-PARTY-NOTICES.txt",
      "dist/cloud/LICENSE",
      "dist/cloud/PulumiPolicy.yaml",
      "dist/cloud/README.md",
      "dist/cloud/THIRD-PARTY-NOTICES.txt",
      "dist/cloud/index.js",
      "dist/cloud/package.json",
      "dist/commands.js",
      "package.json",
      "schemas/audit-1.schema.json",
      "serve",
      "serve.cmd",
    ]);
    const size = files.reduce((sum, file) => sum + statSync(join(folder, file)).size, 0);
    assert.ok(size < 3e6, String(size));
  });

  it("contains the licenses of the packages in its bundles", () => {
    const inPack = ["@grpc/grpc-js", "@pulumi/policy", "@pulumi/pulumi", "acorn", "google-protobuf"];
    const notices = { "dist/cloud": inPack, dist: [...inPack, "commander", "cli-table3"] };
    for (const [part, names] of Object.entries(notices)) {
      const text = readFileSync(join(folder, part, "THIRD-PARTY-NOTICES.txt"), "utf8");
      for (const name of names) {
        const notice = text.split("-".repeat(80)).find((each) => each.trim().startsWith(`${name} `));
        assert.match(notice ?? "", /copyright|apache license/i, `${part} ${name}`);
      }
    }
  });

  it("prints the path of an executable that starts in any folder and rejects a violation", async () => {
    const printed = await sh(`npx --offline ${name}`, temporary);
    assert.deepEqual(printed, { code: 0, output: `${join(folder, "serve")}\n` });
    const serve = printed.output.trim();
    assert.match(await portLine(serve, [await engineAddress()], "/"), /^\d+$/);

    const program = breaking("api-gateway-origin-host-header");
    await withStack({ program }, async (session) => {
      const outcome = await withPack(session, "preview", undefined, serve);
      assert.equal(outcome.passed, false);
      assert.match(outcome.output, new RegExp(`❌ multi-origin@v.*${name}/serve`));
      assert.deepEqual(session.account.list(distributionType), []);
    });
  });
});

describe("serve.cmd", () => {
  it("is what npm writes on Windows for the executable serve", async () => {
    const folder = mkdtempSync(join(tmpdir(), "windows-"));
    cpSync(join(root, "policy-pack", "serve"), join(folder, "serve"));
    const shim = `require("cmd-shim")("${folder}/serve", "${folder}/for-npm")`;
    const written = await sh(`'${process.execPath}' -e '${shim}'`, root);
    assert.equal(written.code, 0, written.output);
    assert.equal(
      readFileSync(join(root, "policy-pack", "serve.cmd"), "utf8"),
      readFileSync(join(folder, "for-npm.cmd"), "utf8"),
    );
    rmSync(folder, { recursive: true });
  });
});

describe("the folder that pulumi policy publish packs", () => {
  let folder: string;

  before(async () => {
    const temporary = mkdtempSync(join(tmpdir(), "pack-"));
    const tarball = await pack(cloud, temporary);
    folder = join(temporary, "pack");
    mkdirSync(folder);
    assert.equal((await sh(`tar -xzf '${tarball}' --strip-components=1`, folder)).code, 0);
  });

  after(() => {
    rmSync(join(folder, ".."), { recursive: true, force: true });
  });

  it("installs without development dependencies, and starts in the directory form with the SDK's runner", async () => {
    const installed = await sh("npm install --omit=dev --prefer-offline --no-audit --no-fund", folder);
    assert.equal(installed.code, 0, installed.output);
    const runner = join(folder, "node_modules", "@pulumi", "pulumi", "cmd", "run-policy-pack");
    assert.match(await portLine(process.execPath, [runner, await engineAddress(), folder], folder), /^\d+$/);
  });
});
