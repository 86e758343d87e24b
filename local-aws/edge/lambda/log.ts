import { closeSync, mkdirSync, openSync, writeSync } from "node:fs";
import { join } from "node:path";

/** One invocation as Lambda reports it. */
export interface Report {
  readonly requestId: string;
  /** Milliseconds. */
  readonly duration: number;
  /** Milliseconds; of the first invocation of an instance alone. */
  readonly initDuration: number | undefined;
  /** MiB. */
  readonly memorySize: number;
  /** MiB; not known of an instance that died. */
  readonly maxMemory: number | undefined;
  readonly status: "success" | "error" | "timeout";
}

/**
 * A function's log, one file for all of its instances. Their own output goes straight into the file, so the lines stand in
 * the order in which they came about. https://docs.aws.amazon.com/lambda/latest/dg/nodejs-logging.html
 */
export class FunctionLog {
  /** For the standard streams of the function's processes. */
  readonly descriptor: number;
  private closed = false;

  constructor(folder: string, functionName: string) {
    mkdirSync(folder, { recursive: true });
    this.descriptor = openSync(join(folder, `${functionName}.log`), "a");
  }

  line(text: string): void {
    if (!this.closed) {
      writeSync(this.descriptor, `${text}\n`);
    }
  }

  report({ requestId, duration, initDuration, memorySize, maxMemory, status }: Report): void {
    const parts = [
      `REPORT RequestId: ${requestId}`,
      `Duration: ${duration.toFixed(2)} ms`,
      `Billed Duration: ${Math.ceil(duration + (initDuration ?? 0))} ms`,
      `Memory Size: ${memorySize} MB`,
      ...(maxMemory === undefined ? [] : [`Max Memory Used: ${maxMemory} MB`]),
      ...(initDuration === undefined ? [] : [`Init Duration: ${initDuration.toFixed(2)} ms`]),
      ...(status === "success" ? [] : [`Status: ${status}`]),
    ];
    this.line(`END RequestId: ${requestId}\n${parts.join("\t")}`);
  }

  /** Instances that end after this write nothing more. */
  close(): void {
    this.closed = true;
    closeSync(this.descriptor);
  }
}
