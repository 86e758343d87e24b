import { createHash } from "node:crypto";
import { closeSync, existsSync, fsyncSync, ftruncateSync, openSync, readFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { sync as writeFileAtomic } from "write-file-atomic";
import { keepCopy } from "./keepCopy";
import { keyOf, StoredResource } from "./resource";

export type Change =
  { readonly put: StoredResource } | { readonly deleted: { readonly type: string; readonly key: string } };

export interface Loaded {
  readonly resources: readonly StoredResource[];
  /** What is damaged, as sentences that name the files. */
  readonly damages: readonly string[];
}

/**
 * A file with one line for each change: a checksum and the change. A line is on the disk before the change is acknowledged,
 * so neither a killed process nor a power failure loses an acknowledged change. The cost of a change does not grow with the
 * journal.
 */
export class Journal {
  private readonly file: string;
  private length = 0;

  constructor(folder: string) {
    this.file = join(folder, "account.jsonl");
  }

  /** Compacts the journal to one line for each resource. If lines are damaged, keeps a copy of the old file. */
  load(): Loaded {
    const { changes, damaged } = this.read();
    const resources = new Map<string, StoredResource>();
    for (const change of changes) {
      if ("put" in change) {
        resources.set(`${change.put.type} ${keyOf(change.put)}`, change.put);
      } else {
        resources.delete(`${change.deleted.type} ${change.deleted.key}`);
      }
    }
    const damages =
      damaged === 0
        ? []
        : [`${this.file} is damaged: ${damaged} of its lines are not valid. Its copy is ${keepCopy(this.file)}.`];
    const compact = [...resources.values()].map((put) => line({ put })).join("");
    this.naming(() => {
      writeFileAtomic(this.file, compact, { mode: 0o600 });
    });
    this.length = Buffer.byteLength(compact);
    return { resources: [...resources.values()], damages };
  }

  /** @throws an error that names the file if it cannot be written, for example because the disk is full */
  save(change: Change): void {
    this.naming(() => {
      const descriptor = openSync(this.file, "r+");
      try {
        this.append(descriptor, Buffer.from(line(change)));
      } finally {
        closeSync(descriptor);
      }
    });
  }

  private append(descriptor: number, bytes: Buffer): void {
    try {
      writeAll(descriptor, bytes, this.length);
      fsyncSync(descriptor);
      this.length += bytes.length;
    } catch (error) {
      // The next line must not follow half a line.
      ftruncateSync(descriptor, this.length);
      throw error;
    }
  }

  /** Adds the file's name to an error of the operating system. */
  private naming(write: () => void): void {
    try {
      write();
    } catch (error) {
      throw new Error(`Cannot write ${this.file}: ${error instanceof Error ? error.message : String(error)}`, {
        cause: error,
      });
    }
  }

  private read(): { readonly changes: readonly Change[]; readonly damaged: number } {
    const lines = (existsSync(this.file) ? readFileSync(this.file, "utf8") : "").split("\n");
    // A process that was killed while writing leaves an incomplete line after the last line break.
    const incomplete = lines.pop() ?? "";
    const changes = lines.map(changeOf).filter((change) => change !== undefined);
    return { changes, damaged: lines.length - changes.length + (couldBecomeLine(incomplete) ? 0 : 1) };
  }
}

function writeAll(descriptor: number, bytes: Buffer, position: number): void {
  for (let written = 0; written < bytes.length;) {
    written += writeSync(descriptor, bytes, written, bytes.length - written, position + written);
  }
}

function line(change: Change): string {
  const json = JSON.stringify(change);
  return `${checksum(json)} ${json}\n`;
}

/** @returns undefined if the line is damaged */
function changeOf(text: string): Change | undefined {
  const json = text.slice(checksumLength + 1);
  return text === `${checksum(json)} ${json}` ? (JSON.parse(json) as Change) : undefined;
}

function couldBecomeLine(text: string): boolean {
  return text === "" || /^[0-9a-f]{1,16}$|^[0-9a-f]{16} /.test(text);
}

const checksumLength = 16;

function checksum(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, checksumLength);
}
