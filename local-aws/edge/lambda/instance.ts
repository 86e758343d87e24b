import { randomUUID } from "node:crypto";
import { FunctionError } from "./errors";
import { FunctionLog, Report } from "./log";
import type { Invocation, Message } from "./protocol";
import type { Served } from "./served";
import { RuntimeProcess, startRuntime } from "./runtimeProcess";
import { contextOf, environmentOf, FunctionSettings } from "./settings";

// https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html#runtimes-lifecycle-ib
const initLimit = 10_000;

/** A process that ended, or that sent no message within its time limit. */
type Failure = { readonly kind: "exit"; readonly error: string } | { readonly kind: "timeout" };

/** Reads a response that a function streams. */
export interface Consumer {
  /** Reads a part. The function waits until it is read. */
  readonly read: (part: Buffer) => Promise<void>;
  /** Aborted if no one reads the response anymore. */
  readonly signal: AbortSignal;
}

/** A function's unpacked code, the runtime for Node.js that loads it, and the hostnames that it reaches on this machine. */
export interface Code {
  readonly folder: string;
  readonly runtime: string;
  readonly served: (() => Served) | undefined;
}

/**
 * An instance of a function: a process that handles one event at a time. If it exits, exceeds its memory or loops endlessly,
 * the caller gets an error and the next event gets a new instance.
 */
export class Instance {
  private readonly process: RuntimeProcess;
  private readonly logStream = `${new Date().toISOString().slice(0, 10).replaceAll("-", "/")}/[$LATEST]${randomUUID().replaceAll("-", "")}`;
  private readonly started = performance.now();
  private starting: Promise<Message | Failure> | undefined;
  /** Receives the next message that is not a part of a response. */
  private onMessage: ((message: Message | Failure) => void) | undefined;
  private consumer: Consumer | undefined;
  private exit: Failure | undefined;
  private stopped = false;

  constructor(
    private readonly settings: FunctionSettings,
    private readonly code: Code,
    private readonly log: FunctionLog,
  ) {
    this.process = startRuntime(settings, {
      folder: code.folder,
      runtimeCode: code.runtime,
      env: environmentOf(settings, code.folder, this.logStream),
      log,
    });
    log.line(`INIT_START Runtime Version: ${this.process.version} (${settings.name})`);
    const { child, onMessage } = this.process;
    onMessage((message) => {
      if (message.kind === "chunk") {
        void this.consumer?.read(Buffer.from(message.base64, "base64")).then(() => {
          this.process.send({ kind: "resume" });
        });
      } else {
        this.onMessage?.(message);
      }
    });
    child.on("error", (error) => {
      this.onExit(error.message);
    });
    child.on("exit", (status, signal) => {
      this.onExit(signal === null ? `exit status ${String(status)}` : `signal: ${signal}`);
    });
    this.starting = this.nextMessage(initLimit);
  }

  /** Whether it can handle another event. */
  get isAlive(): boolean {
    return !this.stopped && this.exit === undefined;
  }

  /** @returns the payload, or undefined if the consumer has read it as a stream */
  async invoke(payload: string, consumer: Consumer): Promise<string | undefined> {
    const initDuration = await this.init();
    const requestId = randomUUID();
    const { timeout, memorySize } = this.settings;
    this.log.line(`START RequestId: ${requestId} Version: $LATEST`);
    const began = performance.now();
    const message = await this.handle(requestId, payload, consumer);
    const status = statusOf(message);
    const maxMemory = "maxMemory" in message ? message.maxMemory : undefined;
    const duration = status === "timeout" ? timeout * 1000 : performance.now() - began;
    this.log.report({ requestId, duration, initDuration, memorySize, maxMemory, status });
    if (message.kind !== "result") {
      throw new FunctionError(`${this.settings.name}: ${this.explain(message)}`);
    }
    return message.payload;
  }

  stop(): void {
    this.stopped = true;
    this.process.child.kill("SIGKILL");
  }

  /** Waits for the runtime. @returns the duration of the initialization, for the first event only */
  private async init(): Promise<number | undefined> {
    if (this.starting === undefined) {
      return undefined;
    }
    const message = await this.starting;
    this.starting = undefined;
    const duration = performance.now() - this.started;
    if (message.kind !== "ready") {
      this.log.line(`INIT_REPORT Init Duration: ${duration.toFixed(2)} ms\tPhase: init\tStatus: error`);
      this.stop();
      throw new FunctionError(`${this.settings.name}: ${this.explain(message)}`);
    }
    return duration;
  }

  private async handle(requestId: string, payload: string, consumer: Consumer): Promise<Message | Failure> {
    const { signal } = consumer;
    const cancel = () => {
      this.process.send({ kind: "cancel" });
    };
    this.consumer = consumer;
    signal.addEventListener("abort", cancel);
    try {
      return await this.respondTo(requestId, payload, signal);
    } finally {
      signal.removeEventListener("abort", cancel);
      this.consumer = undefined;
    }
  }

  private async respondTo(requestId: string, payload: string, signal: AbortSignal): Promise<Message | Failure> {
    const limit = this.settings.timeout * 1000;
    const invocation: Invocation = {
      kind: "invoke",
      payload,
      context: contextOf(this.settings, requestId, this.logStream),
      deadline: Date.now() + limit,
      served: this.code.served?.(),
    };
    const next = this.nextMessage(limit);
    this.process.send(invocation);
    if (signal.aborted) {
      this.process.send({ kind: "cancel" });
    }
    const message = await next;
    if (message.kind === "timeout") {
      this.log.line(`${new Date().toISOString()} ${requestId} ${this.explain(message)}`);
      this.stop();
    }
    return message;
  }

  /** Waits for the next message from the process. */
  private nextMessage(milliseconds: number): Promise<Message | Failure> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.onMessage?.({ kind: "timeout" }), milliseconds);
      this.onMessage = (message) => {
        this.onMessage = undefined;
        clearTimeout(timer);
        resolve(message);
      };
      if (this.exit !== undefined) {
        this.onMessage(this.exit);
      }
    });
  }

  private onExit(reason: string): void {
    this.exit = { kind: "exit", error: `Runtime exited with error: ${reason}` };
    this.onMessage?.(this.exit);
  }

  private explain(message: Message | Failure): string {
    switch (message.kind) {
      case "timeout":
        return `Task timed out after ${this.settings.timeout.toFixed(2)} seconds`;
      case "ready":
      case "result":
      case "chunk":
        return "the runtime sent an unexpected message";
      case "initError":
      case "exit":
      case "error":
        return message.error;
    }
  }
}

function statusOf({ kind }: Message | Failure): Report["status"] {
  switch (kind) {
    case "result":
      return "success";
    case "timeout":
      return "timeout";
    case "error":
    case "exit":
    case "initError":
    case "ready":
    case "chunk":
      return "error";
  }
}
