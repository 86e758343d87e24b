import { ApiBehavior, CachePolicy } from "./behavior";

const year = 31_536_000;

/** Whether `forwardedValues` lists the headers. */
export function listsByLegacy({ forwardHeaders, listBy }: Pick<ApiBehavior, "forwardHeaders" | "listBy">): boolean {
  return forwardHeaders !== undefined && (listBy === "legacy" || forwardHeaders.some(isLegacyOnly));
}

/**
 * Whether an origin request policy may not list the header. AWS's pages differ on Authorization.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/origin-request-create-origin-request-policy.html
 */
export function isLegacyOnly(header: string): boolean {
  return ["authorization", "accept-encoding"].includes(header.toLowerCase());
}

/** The effective TTLs in seconds. CloudFront's own default caches responses without Cache-Control for a day; this one does not. */
export function ttlOf({ ttl = {} }: CachePolicy): {
  readonly min: number;
  readonly default: number;
  readonly max: number;
} {
  const min = ttl.min ?? 0;
  const usual = ttl.default ?? min;
  return { min, default: usual, max: ttl.max ?? Math.max(year, usual) };
}
