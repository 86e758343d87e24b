import { createHash } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import { Selection } from "../../../../policy-pack/cloudfront/managedPolicies";
import { Distribution } from "../../../aws/cloudfront/distribution";
import { acceptedEncoding, selectCookies, selectQuery, splitOnce, ViewerRequest } from "../forwarding";
import { Route } from "../routes";

/**
 * What two requests have to share to get one cached answer: the behavior, the path, and whatever of headers, cookies and
 * query strings the settings put into the key. GET and HEAD share. That the whole distribution is in the key is a model:
 * on AWS a changed setting leaves what is cached where it is.
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

/** A cache policy lists headers by name; it can't take all of them. */
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
