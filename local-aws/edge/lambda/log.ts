import { closeSync, mkdirSync, openSync, writeSync } from "node:fs";
import { pathInside } from "../pathInside";

/** The figures of Lambda's REPORT line for one invocation. */
export interface Report {
  readonly requestId: string;
  /** Milliseconds. */
  readonly duration: number;
  /** Milliseconds. Only the first invocation of an instance has it. */
  readonly initDuration: number | undefined;
  /** MiB. */
  readonly memorySize: number;
  /** MiB. Unknown if the instance ended. */
  readonly maxMemory: number | undefined;
  readonly status: "success" | "error" | "timeout";
}

/**
 * A function's log, one file for all instances. Their output goes directly into the file, which keeps the lines in order.
 * https://docs.aws.amazon.com/lambda/latest/dg/nodejs-logging.html
 */
export class FunctionLog {
  /** The file descriptor for the standard streams of the function's processes. */
  readonly descriptor: number;
  private closed = false;

  constructor(folder: string, functionName: string) {
    mkdirSync(folder, { recursive: true });
    this.descriptor = openSync(pathInside(folder, `${functionName}.log`), "a");
  }

  line(line: string): void {
    if (!this.closed) {
      writeSync(this.descriptor, `${line}\n`);
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

  /** Instances that end later write nothing. */
  close(): void {
    this.closed = true;
    closeSync(this.descriptor);
  }
}
