import { ChildProcess, ChildProcessByStdio, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { root } from "../../repository";

export interface Finished {
  readonly code: number | null;
  /** Standard output and standard error as they came. */
  readonly output: string;
}

/** A shell command while it runs. */
export class Running {
  private output = "";
  private readonly child: ChildProcess;
  readonly finished: Promise<Finished>;

  constructor(line: string, cwd: string) {
    // A process group of its own, so that an interrupt reaches all of it, as Ctrl-C does.
    this.child = spawn(line, { cwd, shell: true, detached: true, stdio: ["ignore", "pipe", "pipe"] });
    const collect = (data: Buffer): void => {
      this.output += data.toString();
    };
    this.child.stdout?.on("data", collect);
    this.child.stderr?.on("data", collect);
    this.finished = new Promise((resolve) => {
      this.child.on("close", (code) => {
        resolve({ code, output: this.output });
      });
    });
  }

  /** Waits until the output matches. */
  async until(pattern: RegExp): Promise<string> {
    while (!pattern.test(this.output)) {
      if (this.child.exitCode !== null || this.child.signalCode !== null) {
        const { output } = await this.finished;
        throw new Error(`ended without ${pattern.source}:\n${output}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    return this.output;
  }

  /** To all of it; to nobody where it has ended. */
  signal(name: NodeJS.Signals): void {
    if (this.child.pid !== undefined && this.child.exitCode === null && this.child.signalCode === null) {
      process.kill(-this.child.pid, name);
    }
  }
}

export function sh(line: string, cwd: string): Promise<Finished> {
  return new Running(line, cwd).finished;
}

/** What a started program prints first. */
export function firstWords(program: ChildProcessByStdio<null, Readable, null>): Promise<string> {
  return new Promise((resolve, reject) => {
    program.stdout.once("data", (data: Buffer) => {
      resolve(data.toString().trim());
    });
    program.once("close", () => {
      reject(new Error("it ended without a word"));
    });
  });
}

/** The line that `npm run <script> -- <words>` runs, without the half second of npm's own. */
export function scriptLine(script: string, words = ""): string {
  const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
    readonly scripts: Readonly<Record<string, string>>;
  };
  return `${scripts[script] ?? ""} ${words}`;
}
