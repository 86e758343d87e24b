import { EdgeResponse, headerOf } from "../response";
import { Ttl } from "../../../aws/cloudfront/distribution";

// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/HTTPStatusCodes.html
const cachedErrors = new Set([404, 414, 500, 501, 502, 503, 504]);
const errorsCachedIfRequested = new Set([400, 403, 405, 412, 415]);
const cachedSuccesses = new Set([200, 203, 204, 300, 301, 302, 307, 308, 410]);

/** The default error caching minimum TTL, in seconds. */
const defaultErrorTtl = 10;

/**
 * The seconds for which a response is cached. 0 means that it is not cached.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/Expiration.html#ExpirationDownloadDist
 * @param errorTtl the error caching minimum TTL for the response's status
 */
export function lifetime(
  { status, headers }: EdgeResponse,
  ttl: Ttl,
  errorTtl: number | undefined,
  now: number,
): number {
  if (ttl.max === 0) {
    return 0;
  }
  const requested = cacheDirectives(headers, now);
  if (cachedErrors.has(status) || (errorsCachedIfRequested.has(status) && requested.maxAge !== undefined)) {
    return Math.max(errorTtl ?? defaultErrorTtl, requested.maxAge ?? 0);
  }
  if (!cachedSuccesses.has(status)) {
    return 0;
  }
  if (requested.never) {
    return ttl.min;
  }
  return Math.min(ttl.max, Math.max(ttl.min, requested.maxAge ?? requested.expires ?? ttl.default));
}

interface CacheDirectives {
  /** Whether Cache-Control has `no-cache`, `no-store` or `private`. */
  readonly never: boolean;
  /** Seconds, from `s-maxage` if present, otherwise from `max-age`. */
  readonly maxAge?: number;
  /** Seconds until the date in Expires. */
  readonly expires?: number;
}

function cacheDirectives(headers: EdgeResponse["headers"], now: number): CacheDirectives {
  const directives = (headerOf(headers, "cache-control") ?? "").toLowerCase().split(/\s*,\s*/);
  const seconds = (name: string) => {
    const directive = directives.find((candidate) => candidate.startsWith(`${name}=`));
    const value = directive === undefined ? Number.NaN : Number(directive.slice(name.length + 1).replaceAll('"', ""));
    return Number.isNaN(value) ? undefined : value;
  };
  const maxAge = seconds("s-maxage") ?? seconds("max-age");
  const expires = headerOf(headers, "expires");
  return {
    never: ["no-cache", "no-store", "private"].some((name) => directives.includes(name)),
    ...(maxAge === undefined ? {} : { maxAge }),
    // An invalid date counts as passed: https://www.rfc-editor.org/rfc/rfc9111#section-5.3
    ...(expires === undefined ? {} : { expires: Math.max(0, ((Date.parse(expires) || now) - now) / 1000) }),
  };
}
