import { coversPattern, withLeadingSlash } from "./pathPattern";

interface Entry<Item> {
  readonly pattern: string;
  readonly item: Item;
  readonly order: number;
  /** The longest part without a wildcard. Each pattern that this one covers contains it. */
  readonly longestPart: string;
}

/** Entries by the literal end of their patterns, and the lengths of these ends. */
interface BySuffix<Item> {
  readonly entries: Map<string, Entry<Item>[]>;
  readonly lengths: Set<number>;
}

/**
 * Path patterns with what they belong to. A pattern covers only patterns that begin and end with the same literal
 * characters, so a lookup compares few of them, however many behaviors a distribution has.
 */
export class PatternIndex<Item> {
  private readonly byPrefix = new Map<string, BySuffix<Item>>();
  private count = 0;

  add(pattern: string, item: Item): void {
    const parts = withLeadingSlash(pattern).split(/[*?]/);
    const [prefix = "", ...others] = parts;
    const suffix = others.at(-1) ?? prefix;
    const [longestPart = ""] = parts.sort((one, other) => other.length - one.length);
    const bySuffix: BySuffix<Item> = this.byPrefix.get(prefix) ?? { entries: new Map(), lengths: new Set() };
    const entries = bySuffix.entries.get(suffix) ?? [];
    entries.push({ pattern, item, order: this.count++, longestPart });
    bySuffix.entries.set(suffix, entries);
    bySuffix.lengths.add(suffix.length);
    this.byPrefix.set(prefix, bySuffix);
  }

  /** What belongs to the first pattern that matches every path of this one. */
  covering(pattern: string): Item | undefined {
    const written = withLeadingSlash(pattern);
    const literal = written.search(/[*?]/);
    let first: Entry<Item> | undefined;
    for (let length = 0; length <= (literal === -1 ? written.length : literal); length++) {
      const bySuffix = this.byPrefix.get(written.slice(0, length));
      for (const suffixLength of bySuffix?.lengths ?? []) {
        const suffix = written.slice(written.length - suffixLength);
        first = firstCovering(bySuffix?.entries.get(suffix) ?? [], written, first);
      }
    }
    return first?.item;
  }
}

function firstCovering<Item>(
  entries: readonly Entry<Item>[],
  written: string,
  first: Entry<Item> | undefined,
): Entry<Item> | undefined {
  const isEarlier = ({ order }: Entry<Item>): boolean => first === undefined || order < first.order;
  return (
    entries.find(
      (entry) => isEarlier(entry) && written.includes(entry.longestPart) && coversPattern(entry.pattern, written),
    ) ?? first
  );
}
