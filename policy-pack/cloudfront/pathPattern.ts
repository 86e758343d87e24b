// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesCacheBehavior.html#DownloadDistValuesPathPattern

/** A character that no pattern contains, so only a wildcard matches it. */
export const unlisted = Symbol("unlisted");

export type Character = string | typeof unlisted;

/** Positions in a pattern that the characters read so far can lead to. */
export type Positions = ReadonlySet<number>;

/** Whether a path pattern matches a path. Case-sensitive; `*` matches any number of characters, `?` exactly one. */
export function matchesPath(pattern: string, path: string): boolean {
  const wildcards = withLeadingSlash(pattern);
  const reached = Array.from(withLeadingSlash(path)).reduce<Positions>(
    (positions, character) => advance(wildcards, positions, character),
    start(wildcards),
  );
  return reached.has(wildcards.length);
}

/**
 * Whether a pattern matches every path that another pattern matches. All paths of the other pattern are followed through
 * this one at once. Their wildcards stand for a character that no pattern contains: a path may have one, and only a
 * wildcard matches it.
 */
export function coversPattern(pattern: string, other: string): boolean {
  const [wildcards, otherWildcards] = [withLeadingSlash(pattern), withLeadingSlash(other)];
  const visited: { readonly at: number; readonly positions: Positions }[] = [];
  const pending = [{ at: 0, positions: start(wildcards) }];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { at, positions } = next;
    // Fewer positions match fewer paths: what a visited subset covers, this set covers too.
    if (visited.some((earlier) => earlier.at === at && isSubset(earlier.positions, positions))) {
      continue;
    }
    visited.push(next);
    const symbol = otherWildcards[at];
    if (positions.size === 0 || (symbol === undefined && !positions.has(wildcards.length))) {
      return false;
    }
    if (symbol === "*") {
      // The longest run comes first: it leaves the fewest positions, and the shorter ones are skipped.
      pending.push({ at: at + 1, positions }, { at, positions: advance(wildcards, positions, unlisted) });
    } else if (symbol !== undefined) {
      pending.push({ at: at + 1, positions: advance(wildcards, positions, symbol === "?" ? unlisted : symbol) });
    }
  }
  return true;
}

/** The part of a pattern before its first wildcard. */
export function literalPrefix(pattern: string): string {
  return withLeadingSlash(pattern).replace(/[*?].*$/s, "");
}

/** A leading slash is implied: `*.jpg` is `/*.jpg`. */
export function withLeadingSlash(pattern: string): string {
  return pattern.startsWith("/") ? pattern : `/${pattern}`;
}

/** The positions before the first character. The pattern has its leading slash. */
export function start(wildcards: string): Positions {
  return withEmptyRuns(wildcards, [0]);
}

/** The positions after one more character. */
export function advance(wildcards: string, positions: Positions, character: Character): Positions {
  const reached = [...positions].flatMap((position) => {
    const symbol = wildcards[position];
    if (symbol === "*") {
      return [position];
    }
    return symbol === "?" || symbol === character ? [position + 1] : [];
  });
  return withEmptyRuns(wildcards, reached);
}

/** Adds the positions after each `*`, which also matches nothing. */
function withEmptyRuns(wildcards: string, positions: readonly number[]): Positions {
  const all = new Set<number>();
  for (const position of positions) {
    let at = position;
    all.add(at);
    while (wildcards[at] === "*") {
      all.add(++at);
    }
  }
  return all;
}

function isSubset(smaller: Positions, larger: Positions): boolean {
  return smaller.size <= larger.size && [...smaller].every((position) => larger.has(position));
}
