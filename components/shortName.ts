import { createHash } from "node:crypto";

/** Pulumi appends a hyphen and seven digits to the name of a resource without a configured name. */
const suffixLength = 8;

/**
 * The name of a resource whose generated name in AWS has a limit. A longer name ends with a hash of itself, so two names
 * stay different. A shorter one does not change.
 * @param limit the longest name that AWS accepts: 64 for CloudFront functions, key value stores and origin access controls
 */
export function shortName(name: string, limit = 64): string {
  const longest = limit - suffixLength;
  if (name.length <= longest) {
    return name;
  }
  const hash = createHash("sha256").update(name).digest("hex").slice(0, 8);
  return `${name.slice(0, longest - hash.length - 1)}-${hash}`;
}
