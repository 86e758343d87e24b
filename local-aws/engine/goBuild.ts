import { spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve as absolute } from "node:path";
import { Log } from "./log";

/** A program to build from its Go module. */
export interface GoProgram {
  /** The program's name in errors. */
  readonly title: string;
  /** The package with the main function. */
  readonly module: string;
  readonly version: string;
  readonly linkerFlags: string;
  /** The folder to install into: the program becomes `bin/<name>` in it. */
  readonly root: string;
  readonly name: string;
  /** The line to print before the first step. */
  readonly announcement: string;
}

/**
 * Builds the program.
 * @returns false if Go is not available.
 * @throws an error that names the failed command; the command's own errors are printed.
 */
export async function buildGoProgram(program: GoProgram, log: Log): Promise<boolean> {
  if (!(await succeeds("go", ["version"], "."))) {
    return false;
  }
  log(program.announcement);
  const parent = dirname(program.root);
  mkdirSync(parent, { recursive: true });
  const folder = mkdtempSync(join(parent, `${prefix}${process.pid}-`));
  try {
    await buildIn(folder, program, log);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return true;
}

/** Removes the folders of builds that were killed. Each takes more than 100 MB. */
export function removeInterruptedBuilds(parent: string): void {
  const names = existsSync(parent) ? readdirSync(parent).filter((name) => name.startsWith(prefix)) : [];
  for (const name of names.filter((one) => !isRunning(Number(one.split("-")[1])))) {
    rmSync(join(parent, name), { recursive: true, force: true });
  }
}

/** The start of the name of a folder in which a process builds a program. The process ID follows. */
const prefix = ".build-";

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

async function buildIn(folder: string, program: GoProgram, log: Log): Promise<void> {
  const { title, module, version, linkerFlags, root, name } = program;
  const go = async (step: string, ...args: string[]): Promise<void> => {
    if (!(await withProgress(log, step, succeeds("go", args, folder)))) {
      throw new Error(`Cannot build ${title}: go ${args.join(" ")} failed.`);
    }
  };
  // `go install` rejects a module that has replace directives.
  writeFileSync(join(folder, "go.mod"), "module build\n");
  await go("Downloading the sources", "get", `${module}@v${version}`);
  await go("Compiling", "build", "-ldflags", linkerFlags, "-o", `bin/${name}`, module);
  // Only a complete program is moved into place, so an interrupted build leaves nothing that a later run would use.
  mkdirSync(join(root, "bin"), { recursive: true });
  renameSync(join(folder, "bin", name), join(root, "bin", name));
}

async function withProgress<T>(log: Log, step: string, work: Promise<T>): Promise<T> {
  const start = Date.now();
  const report = (): void => {
    log(`  ${step} … ${Math.round((Date.now() - start) / 1000)} s`);
  };
  report();
  const timer = setInterval(report, 20_000);
  try {
    return await work;
  } finally {
    clearInterval(timer);
  }
}

/** Runs a command. Its standard error is printed only if the command fails. */
function succeeds(command: string, args: string[], cwd: string): Promise<boolean> {
  return new Promise((resolve) => {
    // Go builds in the temporary folder by default, which may be small or in memory.
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
