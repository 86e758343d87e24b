import { transformSync } from "esbuild";
import { ChildProcess, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Job, Said } from "./runtime";

/** What came of one run: what the handler returned, or why it did not. */
export interface Run {
  readonly result?: unknown;
  readonly error?: string;
  /** What it wrote by `console.log`. */
  readonly lines: readonly string[];
}

/** A function: `code` is what `loadable` made of its code. */
export type Loadable = Pick<Job, "id" | "code">;

interface Waiting {
  readonly job: Job;
  readonly done: (run: Run) => void;
}

// CloudFront gives a function well under a millisecond of computing; a busy machine needs more of the clock.
const timeout = 500;
/** MiB of V8's heap. CloudFront gives a function 2. */
const heap = 128;
const target = { format: "cjs", target: "es2022", logLevel: "silent" } as const;

/**
 * Runs functions in a process of its own, one run after the other. A run that takes too much time or memory costs that
 * process; the runs behind it go to the next one.
 */
export class Sandbox {
  private process: ChildProcess | undefined;
  private ready = false;
  private stopped = false;
  private clock: NodeJS.Timeout | undefined;
  private readonly waiting: Waiting[] = [];

  run({ id, code }: Loadable, event: object, store: Readonly<Record<string, string>> | undefined): Promise<Run> {
    if (this.stopped) {
      return Promise.resolve(failed("the edge was stopped"));
    }
    return new Promise((done) => {
      const job = { id, code, input: JSON.stringify({ event, store: store ?? null }) };
      this.process ??= this.start();
      this.waiting.push({ job, done });
      hand(this.process, job);
      if (this.waiting.length === 1) {
        this.watch();
      }
    });
  }

  stop(): void {
    this.stopped = true;
    this.drop();
    for (const { done } of this.waiting.splice(0)) {
      done(failed("the edge was stopped"));
    }
  }

  private start(): ChildProcess {
    const { runtime, prelude } = code();
    const child = spawn(process.execPath, [`--max-old-space-size=${heap}`, "-e", runtime, "--", prelude], {
      env: {},
      stdio: ["ignore", "ignore", "ignore", "ipc"],
    });
    // Nobody waits for it but who waits for a run, and that one has a clock.
    child.unref();
    child.channel?.unref();
    const whileItRuns = (act: () => void): void => {
      if (child === this.process) {
        act();
      }
    };
    child.on("message", (said: Said) => {
      whileItRuns(() => {
        this.hear(said);
      });
    });
    child.on("error", ({ message }) => {
      whileItRuns(() => {
        this.replace(message);
      });
    });
    child.on("exit", () => {
      whileItRuns(() => {
        this.replace("it took all the memory, or ended its process otherwise");
      });
    });
    return child;
  }

  private hear(said: Said): void {
    if (said === "ready") {
      this.ready = true;
    } else {
      this.waiting.shift()?.done(runOf(said));
    }
    this.watch();
  }

  /** The run whose turn it is has this long, once there is a process to run it. */
  private watch(): void {
    clearTimeout(this.clock);
    const [running] = this.waiting;
    if (running === undefined || !this.ready) {
      return;
    }
    const late = () => {
      if (this.waiting[0] === running) {
        this.replace(`it took longer than ${timeout} ms`);
      }
    };
    // Where it was this process that stood still, the answer is there by now and is heard first.
    this.clock = setTimeout(() => setImmediate(late), timeout);
  }

  /** The run whose turn it is took the process with it. */
  private replace(error: string): void {
    this.drop();
    this.waiting.shift()?.done(failed(error));
    if (this.waiting.length > 0) {
      this.process = this.start();
      for (const { job } of this.waiting) {
        hand(this.process, job);
      }
    }
  }

  private drop(): void {
    clearTimeout(this.clock);
    this.process?.kill("SIGKILL");
    this.process = undefined;
    this.ready = false;
  }
}

/** Where the process is gone already, its `exit` says so. */
function hand(child: ChildProcess, job: Job): void {
  child.send(job, () => undefined);
}

function runOf({ output, error }: Exclude<Said, "ready">): Run {
  return output === undefined ? failed(error) : (JSON.parse(output) as Run);
}

function failed(error: string): Run {
  return { error, lines: [] };
}

/**
 * Code that the runtime can load: `import` becomes `require`, which is the sandbox's own.
 * @throws where it can't be read as JavaScript.
 */
export function loadable(code: string): string {
  const { code: body } = transformSync(code, { ...target, supported: { "dynamic-import": false } });
  return `(function (require, console, exports) { "use strict"; const module = {};\n${body}\nreturn handler; })`;
}

let compiled: { readonly runtime: string; readonly prelude: string } | undefined;

/** The code of the process, and what it puts into each context before a function's. */
function code() {
  compiled ??= { runtime: compile("runtime.ts"), prelude: compile("prelude.ts") };
  return compiled;
}

function compile(file: string): string {
  return transformSync(readFileSync(join(__dirname, file), "utf8"), { ...target, loader: "ts" }).code;
}
