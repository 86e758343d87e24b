import { hashOf } from "./blobs";
import { Edited, JsonObject, keyOf, ResourceReader, StoredResource, TypeToken, withEdited } from "./resource";
import { Folder, Memory, Store } from "./store";

export type { Json, JsonObject, StoredResource } from "./resource";

export const accountId = "123456789012";

/** The AWS account: the provider creates resources in it and the edge serves them. */
export class Account implements ResourceReader {
  /** What was damaged in the folder, as sentences that name the files. The resources that were lost are not loaded. */
  readonly damages: readonly string[];
  private readonly store: Store;
  private readonly byType = new Map<string, Map<string, StoredResource>>();
  /** What `edit` changed, by type and key. */
  private readonly edited = new Map<string, Edited>();
  private readonly listeners: (() => void)[] = [];

  /** @param folder where the account is stored; without one it is in memory and ends with the process */
  constructor(folder?: string) {
    this.store = folder === undefined ? new Memory() : new Folder(folder);
    const { resources, damages } = this.store.load();
    this.damages = damages;
    for (const resource of resources) {
      this.ofType(resource.type).set(keyOf(resource), resource);
    }
  }

  get<Outputs, Internal>(
    type: TypeToken<Outputs, Internal>,
    key: string,
  ): StoredResource<Outputs, Internal> | undefined;
  get(type: string, key: string): StoredResource | undefined;
  get(type: string, key: string): StoredResource | undefined {
    return this.byType.get(type)?.get(key);
  }

  list<Outputs, Internal>(type: TypeToken<Outputs, Internal>): StoredResource<Outputs, Internal>[];
  list(type: string): StoredResource[];
  list(type: string): StoredResource[] {
    return [...(this.byType.get(type)?.values() ?? [])];
  }

  all(): StoredResource[] {
    return [...this.byType.keys()].flatMap((type) => this.list(type));
  }

  put(resource: StoredResource): void {
    const [type, key] = [resource.type, keyOf(resource)];
    const edited = this.edited.get(`${type} ${key}`);
    this.ofType(type).set(key, edited === undefined ? resource : withEdited(resource, edited));
    this.store.save({ put: resource });
    this.notify();
  }

  /**
   * Serves edited content of a resource before a deployment does. It is in memory only, so that the folder agrees with the
   * engine's state. A deployment that runs does not replace it.
   */
  edit(type: string, key: string, edited: Edited): void {
    const resource = this.get(type, key);
    if (resource !== undefined) {
      this.edited.set(`${type} ${key}`, edited);
      this.ofType(type).set(key, withEdited(resource, edited));
      this.notify();
    }
  }

  /** The edits so far are part of the deployment that begins, which replaces them. */
  beginDeployment(): void {
    this.edited.clear();
  }

  /** Sets outputs of a resource, if it exists. */
  setOutputs<Outputs>(type: TypeToken<Outputs>, key: string, outputs: Partial<Outputs>): void;
  setOutputs(type: string, key: string, outputs: JsonObject): void;
  setOutputs(type: string, key: string, outputs: JsonObject): void {
    const stored = this.get(type, key);
    if (stored !== undefined) {
      this.put({ ...stored, outputs: { ...stored.outputs, ...outputs } });
    }
  }

  delete(type: string, key: string): void {
    this.byType.get(type)?.delete(key);
    this.store.save({ deleted: { type, key } });
    this.notify();
  }

  putBlob(content: Buffer): string {
    const hash = hashOf(content);
    this.store.putBlob(hash, content);
    return hash;
  }

  readBlob(hash: string): Buffer {
    return this.store.readBlob(hash);
  }

  /** Calls the listener after every change. */
  onChange(listener: () => void): void {
    this.listeners.push(listener);
  }

  private ofType(type: string): Map<string, StoredResource> {
    const resources = this.byType.get(type) ?? new Map<string, StoredResource>();
    this.byType.set(type, resources);
    return resources;
  }

  private notify(): void {
    for (const listener of this.listeners) {
      listener();
    }
  }
}
