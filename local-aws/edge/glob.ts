/**
 * Whether a pattern matches a whole string: `*` matches any characters, `?` one. It never takes more steps than the product
 * of both lengths, whatever the pattern; a regular expression can take exponentially many.
 */
export function globMatches(pattern: string, value: string): boolean {
  let [at, from] = [0, 0];
  /** The last `*`, and the position after what it matches so far. */
  let [star, resume] = [-1, 0];
  while (from < value.length) {
    if (pattern[at] === "*") {
      [star, resume] = [at, from];
      at += 1;
    } else if (at < pattern.length && (pattern[at] === "?" || pattern[at] === value[from])) {
      at += 1;
      from += 1;
    } else if (star >= 0) {
      // The last star matches one character more.
      resume += 1;
      [at, from] = [star + 1, resume];
    } else {
      return false;
    }
  }
  return /^\**$/.test(pattern.slice(at));
}
