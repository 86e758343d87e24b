/** The value for a name that never gets another content: a year, and no question in between. */
export const immutable = "public, max-age=31536000, immutable";

/** A page is asked for again each time; a name that carries a hash of its content never changes; the rest may be an hour old. */
export function cacheControl(file: string): string {
  if (/\.html?$/i.test(file)) {
    return "no-cache";
  }
  return isHashed(file) ? immutable : "public, max-age=3600";
}

/**
 * Whether the last part of a name, before its extensions, is a bundler's hash. A hash that is taken for a word costs a
 * question an hour, a word that is taken for a hash a year with an old file: so what could be a word, a number or a
 * word with a number is none.
 */
function isHashed(file: string): boolean {
  const part = /(^|[./-])(?<hash>[0-9a-f]{8,}|[\w-]{8})(\.[a-z0-9]+){1,2}$/i.exec(file)?.groups?.hash ?? "";
  return isHex(part) || isBase32(part) || isBase64(part);
}

/** webpack, Parcel, Next.js: digits and small letters a to f. */
function isHex(part: string): boolean {
  return /^[0-9a-f]{8,}$/.test(part) && /[0-9]/.test(part) && /[a-f]/.test(part);
}

/** esbuild: capitals and 2 to 7, a digit among the capitals, since a word with a number ends in it. */
function isBase32(part: string): boolean {
  return /^[A-Z2-7]{8}$/.test(part) && /[A-Z][2-7]+[A-Z]/.test(part);
}

/** Rollup, Vite: small letters, capitals and digits that take turns more often than in a name of words. */
function isBase64(part: string): boolean {
  const runs = part.match(/[a-z]+|[A-Z]+|[0-9]+/g) ?? [];
  return part.length === 8 && runs.length >= 5;
}
