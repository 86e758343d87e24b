import { ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { FunctionError } from "./errors";
import { FunctionLog } from "./log";
import type { Invocation, Message } from "./protocol";
import { contextOf, entryOf, environmentOf, FunctionSettings } from "./settings";

// https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html#runtimes-lifecycle-ib
const initLimit = 10_000;
// https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
const responseLimit = 6 * 1024 * 1024 + 100;

/** How a process ended, or that it did not say a word in time. */
type Silence = { readonly kind: "ended"; readonly error: string } | { readonly kind: "late" };

/** A function's own unpacked code and the runtime that loads it. */
export interface Code {
  readonly folder: string;
  readonly runtime: string;
}

/**
 * One instance of a function: a process that takes one event at a time. Whatever becomes of it (an exit, an endless loop,
 * too much memory) the caller gets an error, and the next event a new instance.
 */
export class Instance {
  private readonly child: ChildProcess;
  private readonly logStream = `${new Date().toISOString().slice(0, 10).replaceAll("-", "/")}/[$LATEST]${randomUUID().replaceAll("-", "")}`;
  private readonly started = performance.now();
  private starting: Promise<Message | Silence> | undefined;
  /** Who waits for the next word. */
  private hear: ((said: Message | Silence) => void) | undefined;
  private ended: Silence | undefined;
  private stopped = false;

  constructor(
    private readonly settings: FunctionSettings,
    code: Code,
    private readonly log: FunctionLog,
  ) {
    const { file, exportName } = entryOf(settings, code.folder);
    log.line(`INIT_START Runtime Version: nodejs:${process.versions.node} (${settings.name})`);
    // V8 keeps to the limit of its heap; buffers outside of it are not counted.
    const limit = `--max-old-space-size=${settings.memorySize}`;
    this.child = spawn(process.execPath, [limit, "-e", code.runtime, "--", file, exportName], {
      cwd: code.folder,
      env: environmentOf(settings, code.folder, this.logStream),
      stdio: ["ignore", log.descriptor, log.descriptor, "ipc"],
    });
    this.child.on("message", (message: Message) => this.hear?.(message));
    this.child.on("error", (error) => {
      this.end(error.message);
    });
    this.child.on("exit", (status, signal) => {
      this.end(signal === null ? `exit status ${String(status)}` : `signal: ${signal}`);
    });
    this.starting = this.next(initLimit);
  }

  /** Whether it can take another event. */
  get alive(): boolean {
    return !this.stopped && this.ended === undefined;
  }

  async invoke(payload: string): Promise<unknown> {
    const initDuration = await this.init();
    const requestId = randomUUID();
    const { timeout, memorySize } = this.settings;
    this.log.line(`START RequestId: ${requestId} Version: $LATEST`);
    const began = performance.now();
    const answer = await this.ask(requestId, payload);
    const status = answer.kind === "result" ? "success" : answer.kind === "late" ? "timeout" : "error";
    const maxMemory = "maxMemory" in answer ? answer.maxMemory : undefined;
    const duration = status === "timeout" ? timeout * 1000 : performance.now() - began;
    this.log.report({ requestId, duration, initDuration, memorySize, maxMemory, status });
    if (answer.kind !== "result") {
      throw new FunctionError(`${this.settings.name}: ${this.explain(answer)}`);
    }
    return this.read(answer.payload);
  }

  stop(): void {
    this.stopped = true;
    this.child.kill("SIGKILL");
  }

  /** @returns how long it took, the first time */
  private async init(): Promise<number | undefined> {
    if (this.starting === undefined) {
      return undefined;
    }
    const said = await this.starting;
    this.starting = undefined;
    const duration = performance.now() - this.started;
    if (said.kind !== "ready") {
      this.log.line(`INIT_REPORT Init Duration: ${duration.toFixed(2)} ms\tPhase: init\tStatus: error`);
      this.stop();
      throw new FunctionError(`${this.settings.name}: ${this.explain(said)}`);
    }
    return duration;
  }

  private async ask(requestId: string, payload: string): Promise<Message | Silence> {
    const limit = this.settings.timeout * 1000;
    const invocation: Invocation = {
      payload,
      context: contextOf(this.settings, requestId, this.logStream),
      deadline: Date.now() + limit,
    };
    const answer = this.next(limit);
    // Where the process is gone already, `ended` says so.
    this.child.send(invocation, () => undefined);
    const said = await answer;
    if (said.kind === "late") {
      this.log.line(`${new Date().toISOString()} ${requestId} ${this.explain(said)}`);
      this.stop();
    }
    return said;
  }

  /** The next word of the process, if there is one within a time. */
  private next(milliseconds: number): Promise<Message | Silence> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.hear?.({ kind: "late" }), milliseconds);
      this.hear = (said) => {
        this.hear = undefined;
        clearTimeout(timer);
        resolve(said);
      };
      if (this.ended !== undefined) {
        this.hear(this.ended);
      }
    });
  }

  private end(how: string): void {
    this.ended = { kind: "ended", error: `Runtime exited with error: ${how}` };
    this.hear?.(this.ended);
  }

  private explain(said: Message | Silence): string {
    switch (said.kind) {
      case "late":
        return `Task timed out after ${this.settings.timeout.toFixed(2)} seconds`;
      case "ready":
      case "result":
        return "the runtime spoke out of turn";
      case "broken":
      case "ended":
      case "error":
        return said.error;
    }
  }

  private read(payload: string): unknown {
    if (Buffer.byteLength(payload) > responseLimit) {
      throw new FunctionError(
        `${this.settings.name}: Response payload size exceeded maximum allowed payload size (${responseLimit} bytes).`,
      );
    }
    return JSON.parse(payload);
  }
}
