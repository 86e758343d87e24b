import { WholeAnswer } from "../answer";

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

/** What one entry takes besides its body: key, headers, and their objects. */
const overhead = 2048;

/** Holds a number of bytes; what was not asked for the longest makes room. */
export class Store {
  private readonly entries = new Map<string, Entry>();
  private bytes = 0;

  constructor(private readonly capacity: number) {}

  get(key: string): Entry | undefined {
    const entry = this.entries.get(key);
    if (entry !== undefined) {
      // A map keeps the order in which its keys were put.
      this.entries.delete(key);
      this.entries.set(key, entry);
    }
    return entry;
  }

  set(key: string, entry: Entry): void {
    this.delete(key);
    this.entries.set(key, entry);
    this.bytes += sizeOf(entry);
    for (const oldest of this.entries.keys()) {
      if (this.bytes <= this.capacity) {
        break;
      }
      this.delete(oldest);
    }
  }

  private delete(key: string): void {
    const entry = this.entries.get(key);
    if (entry !== undefined) {
      this.bytes -= sizeOf(entry);
      this.entries.delete(key);
    }
  }
}

function sizeOf({ answer }: Entry): number {
  return answer.body.length + overhead;
}
