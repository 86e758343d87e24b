import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { minimumCliVersion } from "../../../local-aws/engine/cli";
import { root } from "../../../repository";
import { Finished, scriptLine } from "../../support/shell";

const suitable = `echo v${minimumCliVersion}`;

describe("The search for the Pulumi CLI", () => {
  let home = "";
  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), "home-"));
  });
  afterEach(() => {
    rmSync(home, { recursive: true });
  });

  /** Writes a CLI that is a shell script. @returns its path */
  function cli(version: string, script: string): string {
    const file = join(home, ".pulumi", "versions", version, "bin", "pulumi");
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    return file;
  }

  /** Searches with this home, the folder of one CLI on PATH, and no network. */
  function search(onPath?: string): Finished {
    const path = [...(onPath === undefined ? [] : [dirname(onPath)]), dirname(process.execPath), "/usr/bin", "/bin"];
    const env = { HOME: home, PATH: path.join(":") };
    const script = scriptLine("start").replace("commands/start/index.ts", "commands/installCli.ts");
    const { status, stdout, stderr } = spawnSync("/bin/sh", ["-c", script], { cwd: root, env, encoding: "utf8" });
    return { code: status, output: stdout + stderr };
  }

  it("names an older CLI on PATH, and takes a newer one from the versions folder", () => {
    cli(minimumCliVersion, suitable);
    const older = cli("old", "echo v3.200.0");
    assert.deepEqual(search(older), {
      code: 0,
      output: `${older} has version 3.200.0; ${minimumCliVersion} or newer is required\n`,
    });
  });

  it("stops at a CLI that does not run, and names it", () => {
    cli(minimumCliVersion, suitable);
    for (const script of ["echo no memory >&2; exit 3", "kill -9 $$"]) {
      const broken = cli("broken", script);
      const { code, output } = search(broken);
      assert.equal(code, 2, output);
      assert.match(
        output,
        new RegExp(`^Cannot run ${broken}: Command .+\\. Fix the cause, or remove the CLI if it is damaged\\.\\n$`),
      );
    }
  });

  it("removes what interrupted builds left, and keeps what a running process builds", () => {
    cli(minimumCliVersion, suitable);
    const versions = join(home, ".pulumi", "versions");
    const running = `.build-${process.pid}-abc`;
    for (const name of [running, ".build-4194305-abc", ".build-xyz"]) {
      mkdirSync(join(versions, name));
    }
    assert.deepEqual(search(), { code: 0, output: "" });
    assert.deepEqual(readdirSync(versions).sort(), [running, minimumCliVersion].sort());
  });
});
