import { closest, distance } from "fastest-levenshtein";

/** Shorter names begin too many others. */
const shortestStart = 3;

/** The valid name that a misspelled or abbreviated name most likely stands for, if there is one. */
export function similarName(name: string, names: readonly string[]): string | undefined {
  const lower = name.toLowerCase();
  const extended = names.find((each) => isStartOf(lower, each.toLowerCase()) || isStartOf(each.toLowerCase(), lower));
  const nearest = closest(
    lower,
    names.map((each) => each.toLowerCase()),
  );
  const isMisspelled = distance(lower, nearest) <= Math.min(3, Math.floor(lower.length / 3));
  return isMisspelled ? names.find((each) => each.toLowerCase() === nearest) : extended;
}

function isStartOf(start: string, name: string): boolean {
  return start.length >= shortestStart && name.startsWith(start);
}
