import { createHash } from "node:crypto";
import { appendFileSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { sync as writeFileAtomic } from "write-file-atomic";

export type Json = string | number | boolean | null | Json[] | JsonObject;
export interface JsonObject {
  [key: string]: Json | undefined;
}

/** One thing that exists in the account. */
export interface StoredResource {
  /** Pulumi's type token, e.g. `aws:cloudfront/distribution:Distribution`. */
  readonly type: string;
  readonly id: string;
  /** What every name that AWS made up for it is derived from. */
  readonly seed: string;
  readonly inputs: JsonObject;
  /** Inputs and everything AWS computed. */
  readonly outputs: JsonObject;
  /** What AWS keeps to itself: neither the program nor the engine sees it. */
  readonly kept?: JsonObject | undefined;
  /** What was uploaded with it: file name to the SHA-256 of its content. */
  readonly files?: Readonly<Record<string, string>>;
  /** What tells it from others of its type where its id does not: each HTTP API may have a stage `$default`. */
  readonly key?: string;
  /** The stack's resource that it was made for. On AWS CloudTrail would tell, by the time and the user. */
  readonly madeFor?: string | undefined;
}

export const accountId = "123456789012";

/** The AWS account: what the provider has made and the edge serves. */
export class Account {
  private readonly store: Store;
  private readonly byType = new Map<string, Map<string, StoredResource>>();
  private readonly listeners: (() => void)[] = [];

  /** @param folder where it lives; without one it lives in memory and ends with the process. */
  constructor(folder?: string) {
    this.store = folder === undefined ? new Memory() : new Folder(folder);
    for (const resource of this.store.load()) {
      this.ofType(resource.type).set(keyOf(resource), resource);
    }
  }

  /** @param key the resource's id, or its key where it has one. */
  get(type: string, key: string): StoredResource | undefined {
    return this.byType.get(type)?.get(key);
  }

  list(type: string): StoredResource[] {
    return [...(this.byType.get(type)?.values() ?? [])];
  }

  all(): StoredResource[] {
    return [...this.byType.keys()].flatMap((type) => this.list(type));
  }

  put(resource: StoredResource): void {
    this.ofType(resource.type).set(keyOf(resource), resource);
    this.store.save({ put: resource });
    this.tell();
  }

  delete(type: string, key: string): void {
    this.byType.get(type)?.delete(key);
    this.store.save({ deleted: { type, key } });
    this.tell();
  }

  putBlob(content: Buffer): string {
    const hash = createHash("sha256").update(content).digest("hex");
    this.store.putBlob(hash, content);
    return hash;
  }

  readBlob(hash: string): Buffer {
    return this.store.readBlob(hash);
  }

  /** Called after every change. */
  onChange(listener: () => void): void {
    this.listeners.push(listener);
  }

  private ofType(type: string): Map<string, StoredResource> {
    const resources = this.byType.get(type) ?? new Map<string, StoredResource>();
    this.byType.set(type, resources);
    return resources;
  }

  private tell(): void {
    for (const listener of this.listeners) {
      listener();
    }
  }
}

function keyOf({ key, id }: StoredResource): string {
  return key ?? id;
}

type Change = { readonly put: StoredResource } | { readonly deleted: { readonly type: string; readonly key: string } };

interface Store {
  load(): readonly StoredResource[];
  save(change: Change): void;
  putBlob(hash: string, content: Buffer): void;
  readBlob(hash: string): Buffer;
}

/**
 * A journal: each change is one line more, written before it is acknowledged, so that a killed process loses nothing it
 * has answered for, and the thousandth change costs what the first one did.
 */
class Folder implements Store {
  private readonly journal: string;
  private readonly blobs: string;

  constructor(folder: string) {
    this.journal = join(folder, "account.jsonl");
    this.blobs = join(folder, "blobs");
    mkdirSync(this.blobs, { recursive: true });
  }

  /** Leaves the journal with one line for each resource. */
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
    // Behind the last line break is nothing, or what a process was killed in.
    return saved
      .split("\n")
      .slice(0, -1)
      .map((text) => JSON.parse(text) as Change);
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

class Memory implements Store {
  private readonly blobs = new Map<string, Buffer>();

  load(): readonly StoredResource[] {
    return [];
  }

  save(): void {
    // What the account holds is all there is.
  }

  putBlob(hash: string, content: Buffer): void {
    this.blobs.set(hash, content);
  }

  readBlob(hash: string): Buffer {
    const content = this.blobs.get(hash);
    if (content === undefined) {
      throw new Error(`nothing was uploaded under ${hash}`);
    }
    return content;
  }
}
