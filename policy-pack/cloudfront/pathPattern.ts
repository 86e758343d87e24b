// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesCacheBehavior.html#DownloadDistValuesPathPattern

/** Whether a path pattern takes a path: `*` is any run of characters, `?` is one. */
export function takesPath(pattern: string, path: string): boolean {
  return takesAll(pattern, path.replace(/[*?]/g, "\u0000"));
}

/** Whether one pattern takes every path that another takes. Sure where it says yes. */
export function takesAll(pattern: string, other: string): boolean {
  return match(withLeadingSlash(pattern), withLeadingSlash(other));
}

/** Up to the first wildcard. */
export function literalPrefix(pattern: string): string {
  return withLeadingSlash(pattern).replace(/[*?].*$/s, "");
}

function withLeadingSlash(pattern: string): string {
  return pattern.startsWith("/") ? pattern : `/${pattern}`;
}

/** The other pattern's wildcards are symbols of their own: only `*` takes a `*`, `*` or `?` take a `?`. */
function match(pattern: string, other: string): boolean {
  // Where to go back to when a literal does not fit: the last `*`, which then takes one symbol more.
  let [at, otherAt, star, resume] = [0, 0, -1, 0];
  while (otherAt < other.length) {
    const symbol = pattern[at];
    if (symbol === "*") {
      star = at++;
      resume = otherAt;
    } else if (symbol !== undefined && (symbol === other[otherAt] || (symbol === "?" && other[otherAt] !== "*"))) {
      at++;
      otherAt++;
    } else if (star === -1) {
      return false;
    } else {
      at = star + 1;
      otherAt = ++resume;
    }
  }
  return /^\**$/.test(pattern.slice(at));
}
