import { createHash } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import { Selection } from "../../../../policy-pack/cloudfront/managedPolicies";
import { Distribution } from "../../../aws/cloudfront/distribution";
import { acceptedEncoding, selectCookies, selectQuery, splitOnce, ViewerRequest } from "../forwarding";
import { Route } from "../routes";

/**
 * The cache key: the behavior, the path, and the headers, cookies and query strings that the settings include. GET and
 * HEAD share a key. The key also covers the distribution's settings, a simplification: on AWS, a changed setting does not
 * invalidate the cache.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/understanding-the-cache-key.html
 */
export function cacheKey({ distribution, behavior, settings }: Route, { method, url, headers }: ViewerRequest): string {
  const { cacheKey: selected, forwarding } = settings;
  const [path, query] = splitOnce(url, "?");
  return JSON.stringify([
    versionOf(distribution),
    "pathPattern" in behavior ? behavior.pathPattern : "",
    method === "OPTIONS" ? "OPTIONS" : "GET",
    path,
    selectQuery(query, [selected.queryStrings]),
    selectCookies(headers.cookie, [selected.cookies]),
    acceptedEncoding(headers["accept-encoding"], forwarding.encodings),
    selectHeaders(headers, selected.headers),
  ]);
}

/** A cache policy lists headers by name; it cannot include all. */
function selectHeaders(headers: IncomingHttpHeaders, selection: Selection): (string | undefined)[] {
  const names = selection.kind === "only" ? selection.names : [];
  return names.map((name) => {
    const value = headers[name.toLowerCase()];
    return value === undefined ? undefined : String(value);
  });
}

const versions = new WeakMap<Distribution, string>();

function versionOf(distribution: Distribution): string {
  const version =
    versions.get(distribution) ?? createHash("sha256").update(JSON.stringify(distribution)).digest("base64");
  versions.set(distribution, version);
  return version;
}
