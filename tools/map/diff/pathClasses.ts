import {
  advance,
  Character,
  Positions,
  start,
  unlisted,
  withLeadingSlash,
} from "../../../policy-pack/cloudfront/pathPattern";

/** Paths that match the same pattern of each list first. */
export interface PathClass {
  /** The shortest of these paths. */
  readonly example: string;
  /** For each list, the index of the first pattern that matches; -1 if none does. */
  readonly first: readonly number[];
}

/** A pattern that can still match, and how far. */
interface Walk {
  readonly list: number;
  readonly index: number;
  readonly wildcards: string;
  readonly positions: Positions;
}

interface Reached {
  readonly path: string;
  readonly walks: readonly Walk[];
}

/**
 * Sorts all paths by the patterns that match them first, in several lists at once. It reads all patterns together, one
 * character after the other, and visits each combination of positions once.
 * @throws an error if the patterns have more than `mostCombinations`.
 */
export function pathClasses(lists: readonly (readonly string[])[], mostCombinations = 100_000): PathClass[] {
  const patterns = lists.flat().map(withLeadingSlash);
  const characters: Character[] = [...new Set(patterns.join("").replace(/[*?]/g, "")), unlisted];
  const other = unusedCharacter(patterns);
  const classes = new Map<string, PathClass>();
  const visited = new Set<string>();
  let layer = [reach("", allWalks(lists), "/")];
  while (layer.length > 0) {
    const next: Reached[] = [];
    for (const reached of layer) {
      const key = keyOf(reached);
      if (visited.has(key)) {
        continue;
      }
      visited.add(key);
      if (visited.size > mostCombinations) {
        throw new Error(
          `Cannot compare the path patterns: they have more than ${mostCombinations} combinations. Use fewer wildcards.`,
        );
      }
      const first = lists.map((_, list) => firstMatch(reached.walks, list));
      const name = first.join();
      classes.set(name, classes.get(name) ?? { example: reached.path, first });
      next.push(...characters.map((character) => reach(reached.path, reached.walks, character, other)));
    }
    layer = next;
  }
  return [...classes.values()];
}

function allWalks(lists: readonly (readonly string[])[]): Walk[] {
  return lists.flatMap((list, at) =>
    list.map((pattern, index) => {
      const wildcards = withLeadingSlash(pattern);
      return { list: at, index, wildcards, positions: start(wildcards) };
    }),
  );
}

function reach(path: string, walks: readonly Walk[], character: Character, other = ""): Reached {
  const advanced = walks
    .map((walk) => ({ ...walk, positions: advance(walk.wildcards, walk.positions, character) }))
    .filter(({ positions }) => positions.size > 0);
  return { path: `${path}${typeof character === "string" ? character : other}`, walks: withoutHidden(advanced) };
}

/** Without the patterns after one that matches whatever follows. */
function withoutHidden(walks: readonly Walk[]): Walk[] {
  const lastVisible = new Map<number, number>();
  for (const { list, index, wildcards, positions } of walks) {
    if (wildcards.endsWith("*") && positions.has(wildcards.length - 1)) {
      lastVisible.set(list, Math.min(index, lastVisible.get(list) ?? index));
    }
  }
  return walks.filter(({ list, index }) => index <= (lastVisible.get(list) ?? index));
}

function keyOf({ walks }: Reached): string {
  return walks.map(({ list, index, positions }) => `${list}.${index}:${[...positions].sort().join()}`).join(" ");
}

function firstMatch(walks: readonly Walk[], wanted: number): number {
  return (
    walks.find(({ list, wildcards, positions }) => list === wanted && positions.has(wildcards.length))?.index ?? -1
  );
}

/** A character for examples that no pattern contains. */
function unusedCharacter(patterns: readonly string[]): string {
  const used = new Set(patterns.join(""));
  const candidates = Array.from({ length: 26 }, (_, at) => String.fromCharCode("a".charCodeAt(0) + at));
  return candidates.find((character) => !used.has(character)) ?? "é";
}
