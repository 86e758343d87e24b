// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesCacheBehavior.html#DownloadDistValuesPathPattern

/** A character that no pattern names: only a wildcard takes it. */
const unnamed = Symbol("unnamed");

type Character = string | typeof unnamed;

/** Whether a path pattern takes a path; case-sensitive, `*` is any run of characters, `?` is one. */
export function takesPath(pattern: string, path: string): boolean {
  const steps = withLeadingSlash(pattern);
  const reached = Array.from(path).reduce<ReadonlySet<number>>(
    (places, character) => step(steps, places, character),
    start(steps),
  );
  return reached.has(steps.length);
}

/**
 * Whether one pattern takes every path that another takes. Each path of the other's is followed through the pattern at
 * once: its wildcards stand for characters that no pattern names, the hardest to take, since a path may have some.
 */
export function takesAll(pattern: string, other: string): boolean {
  const [steps, otherSteps] = [withLeadingSlash(pattern), withLeadingSlash(other)];
  const visited: { readonly at: number; readonly places: ReadonlySet<number> }[] = [];
  const pending = [{ at: 0, places: start(steps) }];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { at, places } = next;
    // Fewer places match fewer paths: what a visited subset covers, this set covers too.
    if (visited.some((earlier) => earlier.at === at && isSubset(earlier.places, places))) {
      continue;
    }
    visited.push(next);
    const symbol = otherSteps[at];
    if (places.size === 0 || (symbol === undefined && !places.has(steps.length))) {
      return false;
    }
    if (symbol === "*") {
      // The longest run comes first: it leaves the fewest places, and the shorter ones are skipped.
      pending.push({ at: at + 1, places }, { at, places: step(steps, places, unnamed) });
    } else if (symbol !== undefined) {
      pending.push({ at: at + 1, places: step(steps, places, symbol === "?" ? unnamed : symbol) });
    }
  }
  return true;
}

/** Up to the first wildcard. */
export function literalPrefix(pattern: string): string {
  return withLeadingSlash(pattern).replace(/[*?].*$/s, "");
}

/** A leading slash is implied: `*.jpg` is `/*.jpg`. */
function withLeadingSlash(pattern: string): string {
  return pattern.startsWith("/") ? pattern : `/${pattern}`;
}

function start(steps: string): ReadonlySet<number> {
  return withEmptyRuns(steps, [0]);
}

/** The places in a pattern that can be reached from those by one character more. */
function step(steps: string, places: ReadonlySet<number>, character: Character): ReadonlySet<number> {
  const reached = [...places].flatMap((place) => {
    const symbol = steps[place];
    if (symbol === "*") {
      return [place];
    }
    return symbol === "?" || symbol === character ? [place + 1] : [];
  });
  return withEmptyRuns(steps, reached);
}

/** A `*` may also take nothing. */
function withEmptyRuns(steps: string, places: readonly number[]): ReadonlySet<number> {
  const all = new Set<number>();
  for (const place of places) {
    let at = place;
    all.add(at);
    while (steps[at] === "*") {
      all.add(++at);
    }
  }
  return all;
}

function isSubset(smaller: ReadonlySet<number>, larger: ReadonlySet<number>): boolean {
  return smaller.size <= larger.size && [...smaller].every((place) => larger.has(place));
}
