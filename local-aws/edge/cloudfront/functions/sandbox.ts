import { ChildProcess, spawn } from "node:child_process";
import type { Job, Message } from "./runtime";
import { sandboxCode } from "./sandboxCode";

/** The result of one run: the value that the handler returned, or an error. */
export interface Run {
  readonly result?: unknown;
  readonly error?: string;
  /** The output of `console.log`. */
  readonly lines: readonly string[];
}

/** A function that the sandbox can load. */
export interface Loadable {
  readonly id: string;
  /** Changes with the code and the store. */
  readonly version: string;
  /** From `loadable`. */
  readonly code: string;
  /** The pairs of its key value store, if it has one. */
  readonly store: Readonly<Record<string, string>> | undefined;
}

interface QueuedRun {
  readonly fn: Loadable;
  /** JSON. */
  readonly event: string;
  readonly done: (run: Run) => void;
}

// CloudFront allows less than a millisecond of CPU time; a busy machine needs more wall-clock time.
const timeout = 500;
/** MiB of V8's heap. CloudFront allows 2. */
const heap = 128;

/**
 * Runs functions in a separate process, one run at a time. A run that exceeds the limits of time or memory ends the
 * process; a new process continues with the next run.
 */
export class Sandbox {
  private process: ChildProcess | undefined;
  private ready = false;
  private stopped = false;
  private timer: NodeJS.Timeout | undefined;
  private readonly queue: QueuedRun[] = [];
  /** The versions of the functions that the process has loaded, by ID. */
  private readonly loaded = new Map<string, string>();

  run(fn: Loadable, event: object): Promise<Run> {
    if (this.stopped) {
      return Promise.resolve(failed("the edge has stopped"));
    }
    return new Promise((done) => {
      const queued = { fn, event: JSON.stringify(event), done };
      this.process ??= this.start();
      this.queue.push(queued);
      this.send(this.process, queued);
      if (this.queue.length === 1) {
        this.startTimer();
      }
    });
  }

  stop(): void {
    this.stopped = true;
    this.kill();
    for (const { done } of this.queue.splice(0)) {
      done(failed("the edge has stopped"));
    }
  }

  private start(): ChildProcess {
    const { runtime, prelude } = sandboxCode();
    const child = spawn(process.execPath, [`--max-old-space-size=${heap}`, "-e", runtime, "--", prelude], {
      env: {},
      stdio: ["ignore", "ignore", "ignore", "ipc"],
    });
    // The process must not keep this one alive: each run has a timer.
    child.unref();
    child.channel?.unref();
    const ifCurrent = (act: () => void): void => {
      if (child === this.process) {
        act();
      }
    };
    child.on("message", (message: Message) => {
      ifCurrent(() => {
        this.receive(message);
      });
    });
    child.on("error", ({ message }) => {
      ifCurrent(() => {
        this.replace(message);
      });
    });
    child.on("exit", () => {
      ifCurrent(() => {
        this.replace("it exceeded the memory limit or ended its process");
      });
    });
    return child;
  }

  private receive(message: Message): void {
    if (message === "ready") {
      this.ready = true;
    } else {
      const run = this.queue.shift();
      if (run !== undefined && message.output === undefined) {
        // It may not be loaded.
        this.loaded.delete(run.fn.id);
      }
      run?.done(runOf(message));
    }
    this.startTimer();
  }

  /** Starts the time limit of the current run if the process is ready. */
  private startTimer(): void {
    clearTimeout(this.timer);
    const [running] = this.queue;
    if (running === undefined || !this.ready) {
      return;
    }
    const late = () => {
      if (this.queue[0] === running) {
        this.replace(`it exceeded the time limit of ${timeout} ms`);
      }
    };
    // If this process was blocked, `setImmediate` lets it first receive a result that has already arrived.
    this.timer = setTimeout(() => setImmediate(late), timeout);
  }

  /** Fails the current run and continues with a new process. */
  private replace(error: string): void {
    this.kill();
    this.queue.shift()?.done(failed(error));
    if (this.queue.length > 0) {
      this.process = this.start();
      for (const queued of this.queue) {
        this.send(this.process, queued);
      }
    }
  }

  /** Sends the function's code only once. Ignores errors: a process that has ended emits `exit`. */
  private send(child: ChildProcess, { fn, event }: QueuedRun): void {
    const { id, version, code, store = null } = fn;
    const load = this.loaded.get(id) === version ? {} : { load: { code, store: JSON.stringify(store) } };
    this.loaded.set(id, version);
    child.send({ id, event, ...load } satisfies Job, () => undefined);
  }

  private kill(): void {
    clearTimeout(this.timer);
    this.process?.kill("SIGKILL");
    this.process = undefined;
    this.ready = false;
    this.loaded.clear();
  }
}

function runOf({ output, error }: Exclude<Message, "ready">): Run {
  return output === undefined ? failed(error) : (JSON.parse(output) as Run);
}

function failed(error: string): Run {
  return { error, lines: [] };
}
