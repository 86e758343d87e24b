import { LRUCache } from "lru-cache";
import { BufferedResponse } from "../response";

/** A cached response. */
export interface Entry {
  readonly response: BufferedResponse;
  /** Milliseconds since 1970. */
  readonly storedAt: number;
  readonly expiresAt: number;
  /** The origin's ETag, before compression changes it. */
  readonly etag: string | undefined;
  readonly lastModified: string | undefined;
}

/** Bytes of an entry's key, headers and objects. */
const overhead = 2048;

/** Discards the least recently used entries if all take more bytes than the capacity. */
export function newStore(capacity: number): LRUCache<string, Entry> {
  return new LRUCache({ maxSize: capacity, sizeCalculation: ({ response }) => response.body.length + overhead });
}
