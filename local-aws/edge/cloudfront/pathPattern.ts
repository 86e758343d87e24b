import { CacheBehavior, Distribution } from "../../aws/cloudfront/distribution";
import { globMatches } from "../glob";

/** Finds the first behavior whose pattern matches, in list order, or the default behavior. */
export function chooseBehavior(distribution: Distribution, path: string): CacheBehavior {
  const normalized = normalize(path);
  return (
    distribution.orderedCacheBehaviors?.find(({ pathPattern }) => matches(pathPattern, normalized)) ??
    distribution.defaultCacheBehavior
  );
}

/**
 * The match is case-sensitive. `*` matches any characters, including slashes, and `?` matches one. A leading slash is implied.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesCacheBehavior.html#DownloadDistValuesPathPattern
 */
export function matches(pattern: string, path: string): boolean {
  return globMatches(withLeadingSlash(pattern), path);
}

function withLeadingSlash(pattern: string): string {
  return pattern.startsWith("/") ? pattern : `/${pattern}`;
}

const isNormal = /^(\/[\w-][\w.-]*)+$/;

/** Removes dot segments and double slashes for matching. The origin gets the original path. */
function normalize(path: string): string {
  return isNormal.test(path) ? path : new URL(path.replace(/\/{2,}/g, "/"), "https://viewer").pathname;
}
