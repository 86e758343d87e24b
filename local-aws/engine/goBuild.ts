import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve as absolute } from "node:path";

/** Where the steps that take long are told. */
export type Say = (line: string) => void;

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
export async function goBuild(program: GoProgram, say: Say): Promise<boolean> {
  if (!(await succeeds("go", ["version"], "."))) {
    return false;
  }
  say(program.announcement);
  const beside = dirname(program.root);
  mkdirSync(beside, { recursive: true });
  const folder = mkdtempSync(join(beside, ".build-"));
  try {
    await buildIn(folder, program, say);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return true;
}

async function buildIn(folder: string, program: GoProgram, say: Say): Promise<void> {
  const { title, module, version, linkerFlags, root, name } = program;
  const go = async (what: string, ...args: string[]): Promise<void> => {
    if (!(await ticking(say, what, succeeds("go", args, folder)))) {
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

async function ticking<T>(say: Say, what: string, work: Promise<T>): Promise<T> {
  const begun = Date.now();
  const tell = (): void => {
    say(`  ${what} … ${Math.round((Date.now() - begun) / 1000)} s`);
  };
  tell();
  const ticker = setInterval(tell, 20_000);
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
    const complaints: Buffer[] = [];
    child.stderr.on("data", (data: Buffer) => complaints.push(data));
    child.on("error", () => {
      resolve(false);
    });
    child.on("close", (code) => {
      if (code !== 0) {
        process.stderr.write(Buffer.concat(complaints));
      }
      resolve(code === 0);
    });
  });
}
