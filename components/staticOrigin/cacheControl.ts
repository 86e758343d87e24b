/** For files whose content never changes: browsers cache them for a year and do not revalidate. */
export const immutable = "public, max-age=31536000, immutable";

/** Pages are revalidated each time. Files with a hash in their name never change. Others are cached for an hour. */
export function cacheControl(file: string): string {
  if (/\.html?$/i.test(file)) {
    return "no-cache";
  }
  return isHashed(file) ? immutable : "public, max-age=3600";
}

/**
 * Whether the last part of a name, before its extensions, is a bundler's hash. Errs towards false: a missed hash costs one
 * revalidation an hour, but a word that looks like a hash would pin an old file for a year. So a part that could be a word,
 * a number or a word with a number is not a hash.
 */
function isHashed(file: string): boolean {
  const part = /(^|[./-])(?<hash>[0-9a-f]{8,}|[\w-]{8})(\.[a-z0-9]+){1,2}$/i.exec(file)?.groups?.hash ?? "";
  return isHex(part) || isBase32(part) || isBase64(part);
}

/** webpack, Parcel, Next.js: digits and lower-case letters a to f. */
function isHex(part: string): boolean {
  return /^[0-9a-f]{8,}$/.test(part) && /[0-9]/.test(part) && /[a-f]/.test(part);
}

/** esbuild: upper-case letters and 2 to 7. A digit must be between letters: a word with a number ends in the digit. */
function isBase32(part: string): boolean {
  return /^[A-Z2-7]{8}$/.test(part) && /[A-Z][2-7]+[A-Z]/.test(part);
}

/** Rollup, Vite: lower-case letters, upper-case letters and digits that alternate more often than in words. */
function isBase64(part: string): boolean {
  const runs = part.match(/[a-z]+|[A-Z]+|[0-9]+/g) ?? [];
  return part.length === 8 && runs.length >= 5;
}
