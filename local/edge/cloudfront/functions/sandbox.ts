import { transformSync } from "esbuild";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import type { Job, Said } from "./thread";

/** What came of one run: what the handler returned, or why it did not. */
export interface Run {
  readonly result?: unknown;
  readonly error?: string;
  /** What it wrote by `console.log`. */
  readonly lines: readonly string[];
}

interface Waiting {
  readonly job: Job;
  readonly done: (run: Run) => void;
}

/** A function: `code` is what `loadable` made of its code, and `id` tells it from others, and from itself when changed. */
export interface Loadable {
  readonly id: string;
  readonly code: string;
}

// CloudFront gives a function well under a millisecond of computing; a busy machine needs more of the clock.
const timeout = 500;
const resourceLimits = { maxOldGenerationSizeMb: 128, maxYoungGenerationSizeMb: 16 };
const target = { format: "cjs", target: "es2022", logLevel: "silent" } as const;

/**
 * Runs functions in a thread of its own, one run after the other. A run that takes too much time or memory costs the
 * thread, not this process; the runs behind it go to the next thread.
 */
export class Sandbox {
  private thread: Worker | undefined;
  private ready = false;
  private clock: NodeJS.Timeout | undefined;
  private readonly waiting: Waiting[] = [];

  run({ id, code }: Loadable, event: object, store: Readonly<Record<string, string>> | undefined): Promise<Run> {
    return new Promise((done) => {
      const job = { id, code, input: JSON.stringify({ event, store: store ?? null }) };
      this.waiting.push({ job, done });
      this.thread ??= this.start();
      this.thread.postMessage(job);
      if (this.waiting.length === 1) {
        this.watch();
      }
    });
  }

  stop(): void {
    this.drop();
    for (const { done } of this.waiting.splice(0)) {
      done(failed("the edge was stopped"));
    }
  }

  private start(): Worker {
    const { thread: code, prelude } = threadCode();
    const thread = new Worker(code, {
      eval: true,
      workerData: prelude,
      env: {},
      argv: [],
      execArgv: [],
      resourceLimits,
    });
    thread.unref();
    thread.on("message", (said: Said) => {
      if (thread === this.thread) {
        this.hear(said);
      }
    });
    thread.on("error", ({ message }) => {
      if (thread === this.thread) {
        this.replace(message);
      }
    });
    return thread;
  }

  private hear(said: Said): void {
    if (said === "ready") {
      this.ready = true;
    } else {
      this.waiting.shift()?.done(runOf(said));
    }
    this.watch();
  }

  /** The run whose turn it is has this long, once there is a thread to run it. */
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

  /** The run whose turn it is took the thread with it. */
  private replace(error: string): void {
    this.drop();
    this.waiting.shift()?.done(failed(error));
    if (this.waiting.length > 0) {
      const thread = this.start();
      this.thread = thread;
      for (const { job } of this.waiting) {
        thread.postMessage(job);
      }
    }
  }

  private drop(): void {
    clearTimeout(this.clock);
    void this.thread?.terminate();
    this.thread = undefined;
    this.ready = false;
  }
}

function runOf({ output, error }: Exclude<Said, "ready">): Run {
  return output === undefined ? failed(error) : (JSON.parse(output) as Run);
}

function failed(error: string): Run {
  return { error, lines: [] };
}

/**
 * Code that the thread can run: `import` becomes `require`, which is the sandbox's own.
 * @throws where it can't be read as JavaScript.
 */
export function loadable(code: string): string {
  const { code: body } = transformSync(code, { ...target, supported: { "dynamic-import": false } });
  return `(function (require, console, exports) { "use strict"; const module = {};\n${body}\nreturn handler; })`;
}

let compiled: { readonly thread: string; readonly prelude: string } | undefined;

/** The thread's own code, and what it puts into each context before a function's. */
function threadCode() {
  compiled ??= { thread: compile("thread.ts"), prelude: compile("prelude.ts") };
  return compiled;
}

function compile(file: string): string {
  return transformSync(readFileSync(join(__dirname, file), "utf8"), { ...target, loader: "ts" }).code;
}
