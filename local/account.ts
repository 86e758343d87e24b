import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
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
  /** What was uploaded with it: file name to the SHA-256 of its content. */
  readonly files?: Readonly<Record<string, string>>;
}

export const accountId = "123456789012";

/**
 * The AWS account: what the provider has made and the edge serves. It lives in one folder, each change written whole
 * before it is acknowledged, so that a killed process loses nothing it has answered for.
 */
export class Account {
  private readonly stateFile: string;
  private readonly blobs: string;
  private resources: Map<string, StoredResource>;
  private listeners: (() => void)[] = [];

  constructor(folder: string) {
    this.stateFile = join(folder, "account.json");
    this.blobs = join(folder, "blobs");
    mkdirSync(this.blobs, { recursive: true });
    const saved = existsSync(this.stateFile) ? readFileSync(this.stateFile, "utf8") : "{}";
    this.resources = new Map(Object.entries(JSON.parse(saved) as Record<string, StoredResource>));
  }

  get(type: string, id: string): StoredResource | undefined {
    return this.resources.get(key(type, id));
  }

  list(type: string): StoredResource[] {
    return [...this.resources.values()].filter((resource) => resource.type === type);
  }

  put(resource: StoredResource): void {
    this.resources.set(key(resource.type, resource.id), resource);
    this.save();
  }

  delete(type: string, id: string): void {
    this.resources.delete(key(type, id));
    this.save();
  }

  putBlob(content: Buffer): string {
    const hash = createHash("sha256").update(content).digest("hex");
    const file = join(this.blobs, hash);
    if (!existsSync(file)) {
      writeFileAtomic(file, content);
    }
    return hash;
  }

  readBlob(hash: string): Buffer {
    return readFileSync(join(this.blobs, hash));
  }

  /** Called after every change. */
  onChange(listener: () => void): void {
    this.listeners.push(listener);
  }

  private save(): void {
    writeFileAtomic(this.stateFile, JSON.stringify(Object.fromEntries(this.resources), undefined, 1));
    for (const listener of this.listeners) {
      listener();
    }
  }
}

function key(type: string, id: string): string {
  return `${type} ${id}`;
}
