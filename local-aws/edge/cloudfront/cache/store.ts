import { LRUCache } from "lru-cache";
import { WholeAnswer } from "../response";

/** An answer that is held, its body whole. */
export interface Entry {
  readonly answer: WholeAnswer;
  /** Milliseconds since 1970. */
  readonly storedAt: number;
  readonly expiresAt: number;
  /** What the origin knows it by, before the edge changed anything. */
  readonly etag: string | undefined;
  readonly lastModified: string | undefined;
}

/** Bytes of an entry's key, headers and objects. */
const overhead = 2048;

/** Discards the least recently used entries if all take more bytes than the capacity. */
export function newStore(capacity: number): LRUCache<string, Entry> {
  return new LRUCache({ maxSize: capacity, sizeCalculation: ({ answer }) => answer.body.length + overhead });
}
