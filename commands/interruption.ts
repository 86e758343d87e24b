import { existsSync, readFileSync } from "node:fs";

/** How long the engine gets to react to Ctrl-C. A second Ctrl-C ends it without waiting for AWS. */
const ctrlCGrace = 1000;

/**
 * Ctrl-C, SIGTERM, or the end of the npm that started this process: npm does not pass each signal on. The terminal and npm may
 * both send a signal, so only the first one counts.
 */
export class Interruption {
  private readonly controller = new AbortController();
  private readonly engineController = new AbortController();

  readonly signal = this.controller.signal;
  readonly happened = new Promise<void>((resolve) => {
    this.signal.addEventListener("abort", () => {
      resolve();
    });
  });

  constructor() {
    process.on("SIGTERM", () => {
      this.interrupt(0);
    });
    process.on("SIGINT", () => {
      // The terminal sends Ctrl-C to the engine, too.
      this.interrupt(ctrlCGrace);
    });
    if (process.env.npm_lifecycle_event !== undefined) {
      const npm = startedBy();
      setInterval(() => {
        if (startedBy() !== npm) {
          this.interrupt(0);
        }
      }, 1000).unref();
    }
  }

  /**
   * Runs operations of the engine with a signal that cancels them. The Automation API never removes its listeners, so each signal
   * is used once.
   */
  async cancelling<T>(operate: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const operation = new AbortController();
    const cancel = (): void => {
      operation.abort();
    };
    const { signal } = this.engineController;
    signal.addEventListener("abort", cancel);
    if (signal.aborted) {
      cancel();
    }
    try {
      return await operate(operation.signal);
    } finally {
      signal.removeEventListener("abort", cancel);
    }
  }

  /** Stops as SIGTERM does. */
  stop(): void {
    this.interrupt(0);
  }

  private interrupt(engineGrace: number): void {
    if (!this.signal.aborted) {
      this.controller.abort();
      setTimeout(() => {
        this.engineController.abort();
      }, engineGrace).unref();
    }
  }
}

/** The process IDs of the parent and, on Linux, of its parent: npm starts a shell, which starts this process. */
function startedBy(): string {
  const status = `/proc/${process.ppid}/status`;
  const [, grandparent = ""] = /^PPid:\s*(\d+)$/m.exec(existsSync(status) ? readFileSync(status, "utf8") : "") ?? [];
  return `${process.ppid} ${grandparent}`;
}
