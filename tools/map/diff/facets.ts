import { allKnown, isKnown, map, Maybe, Unknown } from "../../../policy-pack/program/maybe";
import { CacheKey, Explanation, orUnknown } from "../../explain/explain";
import { OriginRequest } from "../../explain/originRequest";
import { pathOf } from "../../explain/viewerRequest";
import { Probes } from "./probes";

/** What viewers and origins see of a route, by subject. */
export type Facets = Readonly<Record<Subject, string>>;

const subjects = [
  "origin",
  "connection",
  "Host",
  "headers",
  "headers set by CloudFront",
  "cookies",
  "query strings",
  "signature",
  "cache",
  "cache key",
  "methods",
  "HTTP",
  "access",
  "functions",
  "error pages",
  "findings",
] as const;

type Subject = (typeof subjects)[number];

/** One difference between two routes. It may be none if a value is unknown. */
export interface Change {
  readonly subject: Subject;
  readonly before: string;
  readonly after: string;
}

const unknownPrefix = "unknown: ";
const notCached = "none";

export function changesBetween(before: Facets, after: Facets): Change[] {
  return subjects
    .map((subject) => ({ subject, before: before[subject], after: after[subject] }))
    .filter((change) => change.before !== change.after);
}

/** Whether CloudFront caches responses; not if this is unknown. */
export function isCached({ cache }: Facets): boolean {
  return cache !== notCached && !cache.startsWith(unknownPrefix);
}

/** @param code the names of the functions, with a digest of their code */
export function facetsOf({ http, get, others }: Probes<Explanation>, code: readonly string[]): Facets {
  const probes = [get, ...others];
  const { cacheKey, guards, functions, errorPages, findings, missed, elsewhere } = get;
  return {
    origin: ofOrigins(get, (origin) => originText(origin, get)),
    connection: ofOrigins(get, ({ connection }) =>
      orUnknown(connection, ({ scheme, port }) => `${scheme.toUpperCase()}, port ${port}`),
    ),
    Host: ofOrigins(get, ({ host }) =>
      orUnknown(host, (name) => (name === get.request.host ? "the viewer's" : "the origin's")),
    ),
    headers: forwardedByMethod(probes, ({ headers }) => headers),
    "headers set by CloudFront": ofOrigins(get, ({ headers }) => orUnknown(headers, ({ set }) => listed(set))),
    cookies: forwardedByMethod(probes, ({ cookies }) => cookies),
    "query strings": forwardedByMethod(probes, ({ queryStrings }) => queryStrings),
    signature: ofOrigins(get, ({ headers }) => orUnknown(headers, ({ isSigned }) => (isSigned ? "signed" : "none"))),
    cache: orUnknown(cacheKey, (key) => ifCached(key, cacheText)),
    "cache key": orUnknown(cacheKey, (key) => ifCached(key, cacheKeyText)),
    methods: probes
      .filter(({ viewer }) => viewer.outcome === "allowed")
      .map(({ request }) => request.method)
      .join(", "),
    HTTP: http.viewer.outcome,
    access: listed(guards),
    functions: listed([...functions, ...code]),
    "error pages": listed(errorPages),
    findings: listed(
      [...new Set([...findings, ...missed, ...elsewhere].map(({ level, rule }) => `${level} ${rule}`))].sort(),
    ),
  };
}

function listed(names: readonly string[]): string {
  return names.join(", ") || "none";
}

function ifCached(key: CacheKey, describe: (key: CacheKey) => string): string {
  return orUnknown(key.caches, (isCached) => (isCached ? describe(key) : notCached));
}

function cacheText({ ttl }: CacheKey): string {
  return orUnknown(ttl, ({ min, default: usual, max }) => {
    const [from, to, byDefault] = [min, max, usual].map((seconds) => orUnknown(seconds, String));
    return `${from} to ${to} s, ${byDefault} s by default`;
  });
}

function cacheKeyText({ headers, cookies, queryStrings }: CacheKey): string {
  return `headers: ${headers}; cookies: ${cookies}; query strings: ${queryStrings}`;
}

function ofOrigins({ origins }: Explanation, describe: (origin: OriginRequest) => string): string {
  return orUnknown(origins, (known) => known.map(describe).join(", then "));
}

/** The service with its domain name and origin path. */
function originText({ domainName, service, target }: OriginRequest, { request }: Explanation): string {
  const path = pathOf(request);
  const prefix = map(target, (known) => {
    const [written = ""] = known.split("?", 1);
    return path === "/" ? written : written.slice(0, -path.length);
  });
  const address = map(domainName, (name = "") => map(prefix, (known) => `${name}${known}`));
  return `${orUnknown(address, (known) => known)} (${orUnknown(service, (known) => known)})`;
}

type Forwarded = Maybe<{ readonly forwarded: readonly string[] }>;

/** The names that reach an origin; with a method if only some methods forward them. */
function forwardedByMethod(probes: readonly Explanation[], part: (origin: OriginRequest) => Forwarded): string {
  const byMethod = probes.map(({ origins, request }) =>
    map(origins, (known) =>
      map(allKnown(known.map(part)), (parts) => ({
        method: request.method,
        names: [...new Set(parts.flatMap(({ forwarded }) => forwarded))],
      })),
    ),
  );
  const known = byMethod.filter(isKnown);
  const unknown = byMethod.find((one) => one instanceof Unknown);
  if (unknown !== undefined) {
    return `${unknownPrefix}${unknown.reason}`;
  }
  const names = [...new Set(known.flatMap((one) => one.names))].sort();
  const withMethods = names.map((name) => {
    const methods = known.flatMap((one) => (one.names.includes(name) ? [one.method] : []));
    return methods.length === known.length ? name : `${name} (${methods.join(", ")})`;
  });
  return listed(withMethods);
}
