import { problem, Problem } from "../../problems";
import { Behavior, CachePolicy } from "../behavior";
import { ttlOf } from "../caching";
import { checkKeyHeader } from "./headers";

// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html#limits-policies
const mostNames = 10;

/** @param headerQuota the account's quota of headers in a policy */
export function checkCache(
  { cache, origin }: Behavior,
  behaviorPath: string,
  headerQuota: number = mostNames,
): Problem[] {
  if (cache === undefined) {
    return [];
  }
  const path = `${behaviorPath}.cache`;
  const { headers = [], cookies, queryStrings } = cache;
  return [
    ...checkTtl(cache, `${path}.ttl`),
    ...headers.flatMap((name, index) => checkKeyHeader(name, `${path}.headers[${index}]`, origin.kind)),
    ...checkHeaderCount(headers, `${path}.headers`, headerQuota),
    ...checkNames(cookies, `${path}.cookies`, "cookie"),
    ...checkNames(queryStrings, `${path}.queryStrings`, "query string"),
  ];
}

function checkTtl(cache: CachePolicy, path: string): Problem[] {
  const invalid = Object.entries(cache.ttl ?? {}).filter(([, seconds]) => !isCount(seconds));
  if (invalid.length > 0) {
    return invalid.map(([name, seconds]) =>
      problem(`${path}.${name}`, seconds, "must be a whole number of seconds, 0 or more"),
    );
  }
  const { min, default: usual, max } = ttlOf(cache);
  if (min > usual || usual > max) {
    return [problem(path, [min, usual, max], "use min <= default <= max")];
  }
  // CloudFront rejects a cache key if the maximum TTL is 0.
  return max === 0
    ? [problem(`${path}.max`, max, "remove cache, since nothing would be cached, or use more seconds")]
    : [];
}

function isCount(seconds: number | undefined): boolean {
  return seconds === undefined || (Number.isSafeInteger(seconds) && seconds >= 0);
}

function checkNames(names: readonly string[] | "all" | undefined, path: string, what: string): Problem[] {
  if (names === undefined || names === "all") {
    return [];
  }
  return [
    ...names.flatMap((name, index) =>
      name === "*"
        ? [problem(`${path}[${index}]`, name, 'use "all" instead of the list')]
        : name === "" || /[\s,;]/.test(name)
          ? [problem(`${path}[${index}]`, name, `use the name of one ${what}`)]
          : [],
    ),
    ...checkCount(names, path),
  ];
}

export function checkHeaderCount(names: readonly string[], path: string, headerQuota: number = mostNames): Problem[] {
  const fix = `use at most ${headerQuota}, the account's quota of headers; if AWS raised it, set headerQuota`;
  return names.length > headerQuota
    ? [{ propertyPath: path, reason: `${names.length} headers are too many; ${fix}` }]
    : [];
}

function checkCount(names: readonly string[], path: string): Problem[] {
  return names.length > mostNames ? [problem(path, names, `use at most ${mostNames} names`)] : [];
}
