import { ChildProcess, ChildProcessByStdio, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { root } from "../../repository";

export interface Finished {
  readonly code: number | null;
  /** Standard output and standard error in their order. */
  readonly output: string;
}

/** A running shell command. */
export class Running {
  private output = "";
  private cursor = 0;
  private readonly child: ChildProcess;
  readonly finished: Promise<Finished>;

  constructor(line: string, cwd: string) {
    // In its own process group, so that a signal reaches all of its processes, as Ctrl-C does.
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

  /** Waits until the output after the last `next` matches. @returns the match */
  async next(pattern: RegExp): Promise<string> {
    const seen = this.cursor;
    const found = await this.until(pattern, seen);
    const [match = ""] = pattern.exec(found.slice(seen)) ?? [];
    this.cursor = seen + found.slice(seen).indexOf(match) + match.length;
    return match;
  }

  /** Waits until the output matches. */
  async until(pattern: RegExp, from = 0): Promise<string> {
    while (!pattern.test(this.output.slice(from))) {
      if (this.child.exitCode !== null || this.child.signalCode !== null) {
        const { output } = await this.finished;
        throw new Error(`the command ended without ${pattern.source}:\n${output}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    return this.output;
  }

  /** Signals all of its processes, unless it has ended. */
  signal(name: NodeJS.Signals): void {
    if (this.child.pid !== undefined && this.child.exitCode === null && this.child.signalCode === null) {
      process.kill(-this.child.pid, name);
    }
  }

  /** The memory of its first process, in MiB. */
  residentMemory(): number {
    const status = readFileSync(`/proc/${this.child.pid ?? ""}/status`, "utf8");
    return Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1]) / 1024;
  }

  /** Signals only its first process, which is the shell unless the line starts with `exec`. */
  signalFirst(name: NodeJS.Signals): void {
    this.child.kill(name);
  }
}

export function sh(line: string, cwd: string): Promise<Finished> {
  return new Running(line, cwd).finished;
}

/** The first output of a program. */
export function firstOutput(program: ChildProcessByStdio<null, Readable, null>): Promise<string> {
  return new Promise((resolve, reject) => {
    program.stdout.once("data", (data: Buffer) => {
      resolve(data.toString().trim());
    });
    program.once("close", () => {
      reject(new Error("the program ended without output"));
    });
  });
}

/** The command line of `npm run <script> -- <args>`, which saves the half second that npm takes. */
export function scriptLine(script: string, args = ""): string {
  const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
    readonly scripts: Readonly<Record<string, string>>;
  };
  return `${scripts[script] ?? ""} ${args}`;
}
