// What tests write goes into a folder of their own, and away with them. It is in memory where there is room for it and
// programs start from there, which takes a fifteenth off all tests (docs/performance.md).
const { accessSync, constants, mkdtempSync, readdirSync, rmSync, statfsSync, writeFileSync } = require("node:fs");
const { tmpdir } = require("node:os");
const { join } = require("node:path");
const process = require("node:process");

const memory = "/dev/shm";
const room = 2 * 2 ** 30;
const prefix = "multi-origin-test-";

const makeIn = (parent) => mkdtempSync(join(parent, `${prefix}${process.pid}-`));

function remove(folder) {
  rmSync(folder, { recursive: true, force: true });
}

function makeInMemory() {
  const { bavail, bsize } = statfsSync(memory);
  if (bavail * bsize < room) {
    throw new Error("there is too little room");
  }
  const folder = makeIn(memory);
  try {
    const program = join(folder, "program");
    writeFileSync(program, "", { mode: 0o700 });
    accessSync(program, constants.X_OK);
    return folder;
  } catch (error) {
    remove(folder);
    throw error;
  }
}

function make() {
  try {
    removeLeftovers(memory);
    return makeInMemory();
  } catch {
    return makeIn(tmpdir());
  }
}

/** A killed run leaves its folder, which takes memory until the machine stops. */
function removeLeftovers(parent) {
  for (const name of readdirSync(parent)) {
    const [, pid] = /^multi-origin-test-(\d+)-/.exec(name) ?? [];
    if (pid !== undefined && !runs(Number(pid))) {
      remove(join(parent, name));
    }
  }
}

function runs(pid) {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error.code === "EPERM";
  }
}

// Workers inherit the folder of the process that starts them.
if (process.env.MOCHA_WORKER_ID === undefined) {
  const folder = make();
  process.env.TMPDIR = folder;
  process.on("exit", () => {
    remove(folder);
  });
}
