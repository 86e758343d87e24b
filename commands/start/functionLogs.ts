import { closeSync, existsSync, mkdirSync, openSync, readdirSync, readSync, statSync, watch } from "node:fs";
import { basename, join } from "node:path";
import { colored } from "../../tools/layout";
import { printAbove } from "../progress";
import { printLine } from "../terminal";

/** Lambda's own lines. A report with a status is an error or a timeout. */
const platformLine = /^(INIT_START |START RequestId|END RequestId|REPORT RequestId(?!.*\tStatus: ))/;

/**
 * Prints the lines that functions log, with the function's name. Each function has a log file in the folder, and each log group
 * of access logs, whose name begins with a slash, has one too.
 */
export class FunctionLogs {
  /** How many bytes of each file are printed already. */
  private readonly printed = new Map<string, number>();
  private readonly watcher;
  private isShown = true;

  constructor(private readonly folder: string) {
    mkdirSync(folder, { recursive: true });
    for (const name of readdirSync(folder)) {
      this.printed.set(name, statSync(join(folder, name)).size);
    }
    this.watcher = watch(folder, (_, name) => {
      if (name?.endsWith(".log") === true && !name.startsWith("_")) {
        this.printNew(name);
      }
    });
  }

  toggle(): void {
    this.isShown = !this.isShown;
    printLine(`Function logs are ${this.isShown ? "on" : "off"}.`);
  }

  close(): void {
    this.watcher.close();
  }

  /** Prints the complete lines that are new. */
  private printNew(name: string): void {
    const file = join(this.folder, name);
    const from = this.printed.get(name) ?? 0;
    const size = existsSync(file) ? statSync(file).size : 0;
    const text = size > from ? read(file, from, size - from) : "";
    const complete = text.slice(0, text.lastIndexOf("\n") + 1);
    this.printed.set(name, Math.min(from, size) + Buffer.byteLength(complete));
    if (this.isShown) {
      for (const line of complete.split("\n").filter((one) => one !== "" && !platformLine.test(one))) {
        printAbove(`${colored("dim", basename(name, ".log"))} ${line}`);
      }
    }
  }
}

function read(file: string, from: number, length: number): string {
  const buffer = Buffer.alloc(length);
  const descriptor = openSync(file, "r");
  try {
    return buffer.toString("utf8", 0, readSync(descriptor, buffer, 0, length, from));
  } finally {
    closeSync(descriptor);
  }
}
