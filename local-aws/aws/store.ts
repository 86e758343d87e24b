import { appendFileSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { sync as writeFileAtomic } from "write-file-atomic";
import { keyOf, StoredResource } from "./resource";

export type Change =
  { readonly put: StoredResource } | { readonly deleted: { readonly type: string; readonly key: string } };

/** Where an account is stored. */
export interface Store {
  load(): readonly StoredResource[];
  save(change: Change): void;
  putBlob(hash: string, content: Buffer): void;
  readBlob(hash: string): Buffer;
}

/**
 * A journal with one line for each change. A line is written before the change is acknowledged, so a killed process loses
 * no acknowledged change, and the cost of a change does not grow with the journal.
 */
export class Journal implements Store {
  private readonly journal: string;
  private readonly blobs: string;

  constructor(folder: string) {
    this.journal = join(folder, "account.jsonl");
    this.blobs = join(folder, "blobs");
    mkdirSync(this.blobs, { recursive: true });
  }

  /** Compacts the journal to one line for each resource. */
  load(): readonly StoredResource[] {
    const resources = new Map<string, StoredResource>();
    for (const change of this.changes()) {
      if ("put" in change) {
        resources.set(`${change.put.type} ${keyOf(change.put)}`, change.put);
      } else {
        resources.delete(`${change.deleted.type} ${change.deleted.key}`);
      }
    }
    const compact = [...resources.values()].map((put) => line({ put }));
    writeFileAtomic(this.journal, compact.join(""));
    return [...resources.values()];
  }

  save(change: Change): void {
    appendFileSync(this.journal, line(change));
  }

  private changes(): Change[] {
    const saved = existsSync(this.journal) ? readFileSync(this.journal, "utf8") : "";
    // A process that was killed while writing leaves an incomplete line after the last line break.
    return saved
      .split("\n")
      .slice(0, -1)
      .map((change) => JSON.parse(change) as Change);
  }

  putBlob(hash: string, content: Buffer): void {
    const file = join(this.blobs, hash);
    if (!existsSync(file)) {
      writeFileAtomic(file, content);
    }
  }

  readBlob(hash: string): Buffer {
    return readFileSync(join(this.blobs, hash));
  }
}

function line(change: Change): string {
  return `${JSON.stringify(change)}\n`;
}

/** Stores blobs only: an account in memory is its own storage. */
export class Memory implements Store {
  private readonly blobs = new Map<string, Buffer>();

  load(): readonly StoredResource[] {
    return [];
  }

  save(): void {
    // Nothing to write.
  }

  putBlob(hash: string, content: Buffer): void {
    this.blobs.set(hash, content);
  }

  readBlob(hash: string): Buffer {
    const content = this.blobs.get(hash);
    if (content === undefined) {
      throw new Error(`no blob with the hash ${hash}`);
    }
    return content;
  }
}
