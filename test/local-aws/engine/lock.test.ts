import assert from "node:assert/strict";
import { ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { acquireLock } from "../../../local-aws/engine/lock";
import { root } from "../../../repository";

const processes = 6;
const rounds = 15;

/** Starts a process that acquires the lock of a folder again and again, or holds it until it is killed. */
function contender(folder: string, task: "compete" | "hold"): ChildProcess {
  const register = join(root, "commands", "transpile", "register.cjs");
  return spawn(process.execPath, ["-r", register, __filename, folder, task], { stdio: ["ignore", "pipe", "inherit"] });
}

async function compete(folder: string): Promise<void> {
  for (let round = 0; round < rounds;) {
    const release = await acquireLock(join(folder, "lock"), "npm test").catch(() => undefined);
    if (release !== undefined) {
      // Fails if another process is inside.
      mkdirSync(join(folder, "inside"));
      await setTimeout(2);
      rmdirSync(join(folder, "inside"));
      release();
      round += 1;
      await setTimeout(1);
    }
  }
}

async function hold(folder: string): Promise<void> {
  await acquireLock(join(folder, "lock"), "npm test");
  process.stdout.write("held\n");
  await setTimeout(600_000);
}

async function holder(folder: string): Promise<ChildProcess> {
  const child = contender(folder, "hold");
  await once(child.stdout!, "data");
  return child;
}

function describeLock(): void {
  let folder = "";
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "lock-"));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it(`has one holder at a time while ${processes} processes compete for it`, async () => {
    const children = Array.from({ length: processes }, () => contender(folder, "compete"));
    const codes = await Promise.all(children.map(async (child) => (await once(child, "exit")) as [number | null]));
    assert.deepEqual(
      codes.map(([code]) => code),
      children.map(() => 0),
    );
  });

  it("names the process that holds it", async () => {
    const child = await holder(folder);
    await assert.rejects(
      acquireLock(join(folder, "lock"), "npm start"),
      new RegExp(`^Error: "npm test" \\(process ${child.pid}, since .+Z\\) is using ${folder}\\. Stop it first\\.$`),
    );
    child.kill("SIGKILL");
  });

  it("is free after its holder was killed", async () => {
    const child = await holder(folder);
    child.kill("SIGKILL");
    (await acquireLock(join(folder, "lock"), "npm start"))();
  });

  it("is free if its file names a running process that does not hold it", async () => {
    const recycled = { pid: process.ppid, command: "npm start", since: "2026-01-01T00:00:00.000Z" };
    for (const left of [JSON.stringify(recycled), "", "{"]) {
      writeFileSync(join(folder, "lock"), left);
      (await acquireLock(join(folder, "lock"), "npm start"))();
    }
  });

  it("is in a folder that only the user can open", async () => {
    mkdirSync(join(folder, "state"), { mode: 0o755 });
    (await acquireLock(join(folder, "state", "lock"), "npm start"))();
    assert.equal(statSync(join(folder, "state")).mode & 0o777, 0o700);
    assert.equal(statSync(join(folder, "state", "lock")).mode & 0o777, 0o600);
  });
}

if (require.main === module) {
  const [folder = "", task] = process.argv.slice(2);
  void (task === "hold" ? hold : compete)(folder);
} else {
  describe("The lock of a state folder", describeLock);
}
