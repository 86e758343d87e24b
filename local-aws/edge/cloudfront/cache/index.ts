import { compressed } from "../compression";
import { ViewerRequest } from "../forwarding";
import { EdgeServices, requestOrigin, Viewer } from "../origins";
import { BufferedResponse, EdgeResponse, headerOf, Headers, isBuffered, without } from "../response";
import { isCached, Route } from "../routes";
import { cacheKey } from "./key";
import { lifetime } from "./lifetime";
import { asRequested } from "./partial";
import { Entry, newStore } from "./store";

export interface CacheResult {
  readonly response: EdgeResponse;
  /** The words before "from cloudfront" in X-Cache. */
  readonly cause: "Hit" | "Miss" | "RefreshHit";
}

export interface Hit extends CacheResult {
  readonly response: BufferedResponse;
}

/** Bytes that the cache stores. AWS documents no size for an edge location. */
const capacity = 128 * 1024 * 1024;

/** The cache of an edge location, in front of the origins. */
export class Cache {
  private readonly store = newStore(capacity);

  constructor(private readonly services: EdgeServices) {}

  /** Finds a response that has not expired. */
  find(route: Route, viewer: ViewerRequest): Hit | undefined {
    const entry = isCached(route, viewer) ? this.store.get(cacheKey(route, viewer)) : undefined;
    return entry === undefined || Date.now() >= entry.expiresAt
      ? undefined
      : { response: asRequested(withAge(entry), viewer.headers), cause: "Hit" };
  }

  clear(): void {
    this.store.clear();
  }

  async fetch(route: Route, viewer: Viewer): Promise<CacheResult> {
    const hit = this.find(route, viewer);
    if (hit !== undefined) {
      return hit;
    }
    if (!isCached(route, viewer)) {
      return { response: await requestOrigin(this.services, route, viewer), cause: "Miss" };
    }
    const key = cacheKey(route, viewer);
    const expired = this.store.get(key);
    const validators = expired === undefined ? {} : validatorsOf(expired);
    return expired === undefined || viewer.method === "HEAD" || Object.keys(validators).length === 0
      ? this.add(key, await requestOrigin(this.services, route, viewer), route, viewer)
      : this.refresh(key, expired, validators, route, viewer);
  }

  private async add(key: string, original: EdgeResponse, route: Route, viewer: Viewer): Promise<CacheResult> {
    const response = await compressed(original, route, viewer);
    // A response to HEAD has no body that could serve a later GET.
    if (viewer.method === "HEAD" || !isBuffered(response)) {
      return { response, cause: "Miss" };
    }
    const { etag, "last-modified": lastModified } = original.headers;
    this.put(key, { response, etag: etag?.toString(), lastModified: lastModified?.toString() }, route);
    return { response: asRequested(response, viewer.headers), cause: "Miss" };
  }

  /** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/Expiration.html */
  private async refresh(
    key: string,
    entry: Entry,
    validators: Headers,
    route: Route,
    viewer: Viewer,
  ): Promise<CacheResult> {
    const headers = { ...viewer.headers, range: undefined, "if-range": undefined, ...validators };
    const response = await requestOrigin(this.services, route, { ...viewer, headers });
    if (response.status !== 304) {
      return this.add(key, response, route, viewer);
    }
    // Viewers keep their ETag, which compression may have made weak.
    const changed = without(response.headers, "etag");
    const refreshed = { ...entry.response, headers: { ...entry.response.headers, ...changed } };
    this.put(key, { ...entry, response: refreshed }, route);
    return { response: asRequested(refreshed, viewer.headers), cause: "RefreshHit" };
  }

  private put(key: string, entry: Pick<Entry, "response" | "etag" | "lastModified">, route: Route): void {
    const { status } = entry.response;
    const { customErrorResponses = [] } = route.distribution;
    const errorTtl = customErrorResponses.find(({ errorCode }) => errorCode === status)?.errorCachingMinTtl;
    const storedAt = Date.now();
    const seconds = lifetime(entry.response, route.settings.ttl, errorTtl, storedAt);
    if (seconds > 0) {
      const response = { ...entry.response, headers: withoutPrivateCookies(entry.response.headers) };
      this.store.set(key, { ...entry, response, storedAt, expiresAt: storedAt + seconds * 1000 });
    }
  }
}

const agedResponses = new WeakMap<Entry, { readonly age: number; readonly response: BufferedResponse }>();

/** Sets Age. Requests within the same second share the response. */
function withAge(entry: Entry): BufferedResponse {
  const { response, storedAt } = entry;
  const age = Number(headerOf(response.headers, "age") ?? 0) + Math.floor((Date.now() - storedAt) / 1000);
  let aged = agedResponses.get(entry);
  if (aged?.age !== age) {
    aged = { age, response: { ...response, headers: { ...response.headers, age: String(age) } } };
    agedResponses.set(entry, aged);
  }
  return aged.response;
}

function validatorsOf({ etag, lastModified }: Entry): Headers {
  return {
    ...(etag === undefined ? {} : { "if-none-match": etag }),
    ...(lastModified === undefined ? {} : { "if-modified-since": lastModified }),
  };
}

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/Cookies.html */
function withoutPrivateCookies(headers: Headers): Headers {
  const cacheControl = headerOf(headers, "cache-control") ?? "";
  return /no-cache="?set-cookie"?/i.test(cacheControl) ? without(headers, "set-cookie") : headers;
}
