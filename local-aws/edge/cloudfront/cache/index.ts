import { Answer, headerOf, Headers, isWhole, WholeAnswer, without } from "../response";
import { compressed } from "../compression";
import { ViewerRequest } from "../forwarding";
import { askOrigin, Viewer, World } from "../origins";
import { Route } from "../routes";
import { cacheKey } from "./key";
import { lifetime } from "./lifetime";
import { asRequested } from "./partial";
import { Entry, newStore } from "./store";

/** An answer, and what X-Cache says before "from cloudfront". */
export interface Fetched {
  readonly answer: Answer;
  readonly cause: "Hit" | "Miss" | "RefreshHit";
}

/** What was held, whole. */
export interface Hit extends Fetched {
  readonly answer: WholeAnswer;
}

/** Bytes that one edge keeps. AWS names no such number. */
const capacity = 128 * 1024 * 1024;

/** The cache of an edge location, in front of the origins. */
export class Cache {
  private readonly store = newStore(capacity);

  constructor(private readonly world: World) {}

  /** What can be given at once; nothing where the origin has to be asked. */
  held(route: Route, viewer: ViewerRequest): Hit | undefined {
    const entry = isCached(route, viewer.method) ? this.store.get(cacheKey(route, viewer)) : undefined;
    return entry === undefined || Date.now() >= entry.expiresAt
      ? undefined
      : { answer: asRequested(aged(entry), viewer.headers), cause: "Hit" };
  }

  async fetch(route: Route, viewer: Viewer): Promise<Fetched> {
    const held = this.held(route, viewer);
    if (held !== undefined) {
      return held;
    }
    if (!isCached(route, viewer.method)) {
      return { answer: await askOrigin(this.world, route, viewer), cause: "Miss" };
    }
    const key = cacheKey(route, viewer);
    const entry = this.store.get(key);
    const validators = entry === undefined ? {} : validatorsOf(entry);
    return entry === undefined || viewer.method === "HEAD" || Object.keys(validators).length === 0
      ? this.keep(key, await askOrigin(this.world, route, viewer), route, viewer)
      : this.refresh(key, entry, validators, route, viewer);
  }

  /** An answer to HEAD is not kept: it has no body. */
  private async keep(key: string, original: Answer, route: Route, viewer: Viewer): Promise<Fetched> {
    const answer = await compressed(original, route, viewer);
    if (viewer.method === "HEAD" || !isWhole(answer)) {
      return { answer, cause: "Miss" };
    }
    const { etag, "last-modified": lastModified } = original.headers;
    this.put(key, { answer, etag: etag?.toString(), lastModified: lastModified?.toString() }, route);
    return { answer: asRequested(answer, viewer.headers), cause: "Miss" };
  }

  /** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/Expiration.html */
  private async refresh(
    key: string,
    entry: Entry,
    validators: Headers,
    route: Route,
    viewer: Viewer,
  ): Promise<Fetched> {
    const headers = { ...viewer.headers, range: undefined, "if-range": undefined, ...validators };
    const answer = await askOrigin(this.world, route, { ...viewer, headers });
    if (answer.status !== 304) {
      return this.keep(key, answer, route, viewer);
    }
    // The ETag stays the viewers', which compression may have made weak.
    const changed = without(answer.headers, "etag");
    const refreshed = { ...entry.answer, headers: { ...entry.answer.headers, ...changed } };
    this.put(key, { ...entry, answer: refreshed }, route);
    return { answer: asRequested(refreshed, viewer.headers), cause: "RefreshHit" };
  }

  private put(key: string, entry: Pick<Entry, "answer" | "etag" | "lastModified">, route: Route): void {
    const { status } = entry.answer;
    const { customErrorResponses = [] } = route.distribution;
    const errorTtl = customErrorResponses.find(({ errorCode }) => errorCode === status)?.errorCachingMinTtl;
    const storedAt = Date.now();
    const seconds = lifetime(entry.answer, route.settings.ttl, errorTtl, storedAt);
    if (seconds > 0) {
      const answer = { ...entry.answer, headers: withoutPrivateCookies(entry.answer.headers) };
      this.store.set(key, { ...entry, answer, storedAt, expiresAt: storedAt + seconds * 1000 });
    }
  }
}

/** OPTIONS is cached where the behavior says so. */
function isCached({ behavior, settings }: Route, method: string): boolean {
  const { cachedMethods = ["GET", "HEAD"] } = behavior;
  return settings.ttl.max > 0 && (method === "HEAD" || cachedMethods.includes(method));
}

const agedAnswers = new WeakMap<Entry, { readonly age: number; readonly answer: WholeAnswer }>();

/** The same answer to all who ask within a second. */
function aged(entry: Entry): WholeAnswer {
  const { answer, storedAt } = entry;
  const age = Number(headerOf(answer.headers, "age") ?? 0) + Math.floor((Date.now() - storedAt) / 1000);
  let known = agedAnswers.get(entry);
  if (known?.age !== age) {
    known = { age, answer: { ...answer, headers: { ...answer.headers, age: String(age) } } };
    agedAnswers.set(entry, known);
  }
  return known.answer;
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
