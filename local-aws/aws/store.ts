import { Blobs } from "./blobs";
import { Change, Journal, Loaded } from "./journal";
import { StoredResource } from "./resource";

/** Where an account is stored. */
export interface Store {
  load(): Loaded;
  save(change: Change): void;
  putBlob(hash: string, content: Buffer): void;
  readBlob(hash: string): Buffer;
}

/** A folder with a journal of the changes and a file for each blob. */
export class Folder implements Store {
  private readonly journal: Journal;
  private readonly blobs: Blobs;

  constructor(folder: string) {
    this.journal = new Journal(folder);
    this.blobs = new Blobs(folder);
  }

  /** Loads the resources whose files are all intact. The others are lost, and the next deployment creates them again. */
  load(): Loaded {
    const { resources, damages } = this.journal.load();
    const hashes = new Set(resources.flatMap(({ files = {} }) => Object.values(files)));
    const damaged = this.blobs.removeDamaged(hashes);
    const isIntact = ({ files = {} }: StoredResource): boolean =>
      Object.values(files).every((hash) => !damaged.has(hash));
    return { resources: resources.filter(isIntact), damages: [...damages, ...damaged.values()] };
  }

  save(change: Change): void {
    this.journal.save(change);
  }

  putBlob(hash: string, content: Buffer): void {
    this.blobs.put(hash, content);
  }

  readBlob(hash: string): Buffer {
    return this.blobs.read(hash);
  }
}

/** Stores blobs only: an account in memory is its own storage. */
export class Memory implements Store {
  private readonly blobs = new Map<string, Buffer>();

  load(): Loaded {
    return { resources: [], damages: [] };
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
