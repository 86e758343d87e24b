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

/** The AWS account: what the provider has made and the edge serves. */
export class Account {
  private readonly store: Store;
  private readonly byType = new Map<string, Map<string, StoredResource>>();
  private readonly listeners: (() => void)[] = [];

  /** @param folder where it lives; without one it lives in memory and ends with the process. */
  constructor(folder?: string) {
    this.store = folder === undefined ? new Memory() : new Folder(folder);
    for (const resource of this.store.load()) {
      this.ofType(resource.type).set(resource.id, resource);
    }
  }

  get(type: string, id: string): StoredResource | undefined {
    return this.byType.get(type)?.get(id);
  }

  list(type: string): StoredResource[] {
    return [...(this.byType.get(type)?.values() ?? [])];
  }

  put(resource: StoredResource): void {
    this.ofType(resource.type).set(resource.id, resource);
    this.save();
  }

  delete(type: string, id: string): void {
    this.byType.get(type)?.delete(id);
    this.save();
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

  private save(): void {
    this.store.save(this.byType);
    for (const listener of this.listeners) {
      listener();
    }
  }
}

interface Store {
  load(): readonly StoredResource[];
  save(byType: ReadonlyMap<string, ReadonlyMap<string, StoredResource>>): void;
  putBlob(hash: string, content: Buffer): void;
  readBlob(hash: string): Buffer;
}

/** Each change is written whole before it is acknowledged, so that a killed process loses nothing it has answered for. */
class Folder implements Store {
  private readonly stateFile: string;
  private readonly blobs: string;

  constructor(folder: string) {
    this.stateFile = join(folder, "account.json");
    this.blobs = join(folder, "blobs");
    mkdirSync(this.blobs, { recursive: true });
  }

  load(): readonly StoredResource[] {
    const saved = existsSync(this.stateFile) ? readFileSync(this.stateFile, "utf8") : "{}";
    return Object.values(JSON.parse(saved) as Record<string, StoredResource>);
  }

  save(byType: ReadonlyMap<string, ReadonlyMap<string, StoredResource>>): void {
    const resources = [...byType.values()].flatMap((ofType) => [...ofType.values()]);
    const state = Object.fromEntries(resources.map((resource) => [`${resource.type} ${resource.id}`, resource]));
    writeFileAtomic(this.stateFile, JSON.stringify(state, undefined, 1));
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
