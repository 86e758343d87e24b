import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve as absolute } from "node:path";
import { Log } from "./log";

/** A program that is built from its Go module. */
export interface GoProgram {
  /** What an error calls it. */
  readonly title: string;
  /** The package of its main function. */
  readonly module: string;
  readonly version: string;
  readonly linkerFlags: string;
  /** The folder of its own; the program is `bin/<name>` in it. */
  readonly root: string;
  readonly name: string;
  /** What is told before the first step. */
  readonly announcement: string;
}

/**
 * Builds the program where there is Go, and says whether there is.
 * @throws an error that names the failed command; what that complained of is printed.
 */
export async function buildGoProgram(program: GoProgram, log: Log): Promise<boolean> {
  if (!(await succeeds("go", ["version"], "."))) {
    return false;
  }
  log(program.announcement);
  const parent = dirname(program.root);
  mkdirSync(parent, { recursive: true });
  const folder = mkdtempSync(join(parent, ".build-"));
  try {
    await buildIn(folder, program, log);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return true;
}

async function buildIn(folder: string, program: GoProgram, log: Log): Promise<void> {
  const { title, module, version, linkerFlags, root, name } = program;
  const go = async (step: string, ...args: string[]): Promise<void> => {
    if (!(await withProgress(log, step, succeeds("go", args, folder)))) {
      throw new Error(`building ${title} failed: go ${args.join(" ")}`);
    }
  };
  // Not `go install`: it refuses a module with replace directives.
  writeFileSync(join(folder, "go.mod"), "module build\n");
  await go("downloading its sources", "get", `${module}@v${version}`);
  await go("compiling", "build", "-ldflags", linkerFlags, "-o", `bin/${name}`, module);
  // Moved into place when it is whole: a killed build leaves nothing that looks like the program.
  mkdirSync(join(root, "bin"), { recursive: true });
  renameSync(join(folder, "bin", name), join(root, "bin", name));
}

async function withProgress<T>(log: Log, step: string, work: Promise<T>): Promise<T> {
  const start = Date.now();
  const report = (): void => {
    log(`  ${step} … ${Math.round((Date.now() - start) / 1000)} s`);
  };
  report();
  const ticker = setInterval(report, 20_000);
  try {
    return await work;
  } finally {
    clearInterval(ticker);
  }
}

/** Runs a command to its end; what it complains of is printed only if it fails. */
function succeeds(command: string, args: string[], cwd: string): Promise<boolean> {
  return new Promise((resolve) => {
    // Go works in the temporary folder, which may be small, or in memory.
    const env = { ...process.env, GOTMPDIR: absolute(cwd) };
    const child = spawn(command, args, { cwd, env, stdio: ["ignore", "ignore", "pipe"] });
    const stderr: Buffer[] = [];
    child.stderr.on("data", (data: Buffer) => stderr.push(data));
    child.on("error", () => {
      resolve(false);
    });
    child.on("close", (code) => {
      if (code !== 0) {
        process.stderr.write(Buffer.concat(stderr));
      }
      resolve(code === 0);
    });
  });
}
