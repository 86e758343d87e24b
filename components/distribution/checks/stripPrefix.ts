import { problem, Problem } from "../../problems";
import { Behavior, byOriginKind } from "../behavior";
import { literalPrefix } from "../pathPattern";
import { Readable } from "./readable";

export function checkStripPrefixes({ defaultRoute, routes }: Readable): Problem[] {
  const ofDefault = defaultRoute && stripPrefixOf(defaultRoute.value);
  return [
    ...(defaultRoute === undefined || ofDefault === undefined
      ? []
      : [problem(`${defaultRoute.path}.stripPrefix`, ofDefault, "remove it: the default route has no paths")]),
    ...routes.flatMap(({ value, path }) => {
      const prefix = stripPrefixOf(value);
      return prefix === undefined
        ? []
        : [...checkPrefix(prefix, value.paths, `${path}.stripPrefix`), ...checkNoCache(value, `${path}.cache`)];
    }),
  ];
}

/** The prefix that the route's function removes from the path. */
function stripPrefixOf(behavior: Behavior): string | undefined {
  return byOriginKind<string | undefined>(behavior, {
    "api-gateway": ({ stripPrefix }) => stripPrefix,
    s3: () => undefined,
    custom: ({ stripPrefix }) => stripPrefix,
  });
}

function checkPrefix(prefix: string, paths: readonly string[], path: string): Problem[] {
  if (!/^(\/[A-Za-z0-9_.~$'@:+&-]+)+$/.test(prefix)) {
    return [problem(path, prefix, 'use a path with a leading and without a trailing slash, such as "/api"')];
  }
  const other = paths.find((pattern) => pattern !== prefix && !literalPrefix(pattern).startsWith(`${prefix}/`));
  return other === undefined
    ? []
    : [problem(path, prefix, `use a prefix of all paths of the route: "${other}" does not begin with "${prefix}/"`)];
}

/**
 * AWS documents the path as a part of the cache key, but not the origin. It is the path after the viewer-request function.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/understanding-the-cache-key.html
 */
function checkNoCache({ cache }: Behavior, path: string): Problem[] {
  return cache === undefined
    ? []
    : [problem(path, cache, "remove it, or stripPrefix: another route can have the same path in the cache key")];
}
