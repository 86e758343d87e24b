// Tests write into a temporary folder that is removed at the end. On Linux it is in memory, which is faster
// (docs/performance.md), if there is enough memory and programs can start from there.
const {
  accessSync,
  constants,
  mkdtempSync,
  readdirSync,
  rmSync,
  statfsSync,
  statSync,
  writeFileSync,
} = require("node:fs");
const { tmpdir } = require("node:os");
const { join } = require("node:path");
const process = require("node:process");

const memory = "/dev/shm";
// Most of it is for the packages that one test installs.
const neededBytes = 2 * 2 ** 30;
const prefix = "multi-origin-test-";
const hour = 3_600_000;

function create() {
  for (const parent of [memory, tmpdir()]) {
    removeLeftovers(parent);
  }
  return createInMemory() ?? mkdtempSync(join(tmpdir(), prefix));
}

function createInMemory() {
  let folder;
  try {
    const { bavail, bsize } = statfsSync(memory);
    if (Math.min(bavail * bsize, process.availableMemory()) >= neededBytes) {
      folder = mkdtempSync(join(memory, prefix));
      checkThatProgramsStart(folder);
      return folder;
    }
  } catch {
    if (folder !== undefined) {
      remove(folder);
    }
  }
  return undefined;
}

function checkThatProgramsStart(folder) {
  const program = join(folder, "program");
  writeFileSync(program, "", { mode: 0o700 });
  accessSync(program, constants.X_OK);
  rmSync(program);
}

/** Removes the folders of killed runs. */
function removeLeftovers(parent) {
  try {
    for (const name of readdirSync(parent).filter((one) => one.startsWith(prefix))) {
      const folder = join(parent, name);
      if (Date.now() - statSync(folder).mtimeMs > hour) {
        remove(folder);
      }
    }
  } catch {
    // The parent does not exist, or another run removed the folder first.
  }
}

function remove(folder) {
  try {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  } catch {
    // A process still writes into it, or it belongs to another user. A later run tries again.
  }
}

// Workers and the programs that tests start inherit the folder of the parent process, and a cache of compiled code:
// https://nodejs.org/api/module.html#module-compile-cache
if (process.env.MOCHA_WORKER_ID === undefined) {
  const folder = create();
  process.env.TMPDIR = folder;
  process.env.NODE_COMPILE_CACHE = join(folder, "compile-cache");
  process.on("exit", () => {
    remove(folder);
  });
}
