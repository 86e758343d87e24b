// What tests write goes into a folder of their own, and away with them. On Linux it is in memory where there is room for it
// and programs start from there: files there take the kernel less (docs/performance.md). Windows has its own variable.
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
// The packages that one test installs are the most of it.
const room = 2 * 2 ** 30;
const prefix = "multi-origin-test-";
const hour = 3_600_000;

function make() {
  for (const parent of [memory, tmpdir()]) {
    removeLeftovers(parent);
  }
  return makeInMemory() ?? mkdtempSync(join(tmpdir(), prefix));
}

function makeInMemory() {
  let folder;
  try {
    const { bavail, bsize } = statfsSync(memory);
    if (Math.min(bavail * bsize, process.availableMemory()) >= room) {
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

/** A run that was killed or interrupted leaves its folder. */
function removeLeftovers(parent) {
  try {
    for (const name of readdirSync(parent).filter((one) => one.startsWith(prefix))) {
      const folder = join(parent, name);
      if (Date.now() - statSync(folder).mtimeMs > hour) {
        remove(folder);
      }
    }
  } catch {
    // There is no such parent, or another run was quicker.
  }
}

function remove(folder) {
  try {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  } catch {
    // Something still writes into it, or it is somebody else's; a later run tries again.
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
