import { Answer, headerOf } from "../response";
import { Ttl } from "../../../aws/cloudfront/distribution";

// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/HTTPStatusCodes.html
const cachedErrors = new Set([404, 414, 500, 501, 502, 503, 504]);
const errorsCachedWhenAsked = new Set([400, 403, 405, 412, 415]);
const cachedSuccesses = new Set([200, 203, 204, 300, 301, 302, 307, 308, 410]);

/** Seconds that an error stays where the distribution does not say. */
const defaultErrorTtl = 10;

/**
 * Seconds that an answer may be given again; 0: it is not cached.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/Expiration.html#ExpirationDownloadDist
 * @param errorTtl the error caching minimum TTL of the answer's status
 */
export function lifetime({ status, headers }: Answer, ttl: Ttl, errorTtl: number | undefined, now: number): number {
  if (ttl.max === 0) {
    return 0;
  }
  const asked = askedFor(headers, now);
  if (cachedErrors.has(status) || (errorsCachedWhenAsked.has(status) && asked.maxAge !== undefined)) {
    return Math.max(errorTtl ?? defaultErrorTtl, asked.maxAge ?? 0);
  }
  if (!cachedSuccesses.has(status)) {
    return 0;
  }
  if (asked.never) {
    return ttl.min;
  }
  return Math.min(ttl.max, Math.max(ttl.min, asked.maxAge ?? asked.expires ?? ttl.default));
}

interface Asked {
  /** `no-cache`, `no-store` or `private`. */
  readonly never: boolean;
  /** Seconds, by `s-maxage` or else `max-age`. */
  readonly maxAge?: number;
  /** Seconds until the date in `Expires`. */
  readonly expires?: number;
}

function askedFor(headers: Answer["headers"], now: number): Asked {
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
    // What is no date has passed: https://www.rfc-editor.org/rfc/rfc9111#section-5.3
    ...(expires === undefined ? {} : { expires: Math.max(0, ((Date.parse(expires) || now) - now) / 1000) }),
  };
}
