import { Selection } from "../../../policy-pack/cloudfront/managedPolicies";
import { Account } from "../../aws/account";
import { CacheBehavior, Distribution, Forwarding, Ttl } from "../../aws/cloudfront/distribution";
import { ViewerRequest } from "./forwarding";
import { existing, forwardingOf } from "./forwardingOf";
import { chooseBehavior } from "./pathPattern";
import { findCachePolicy, ttlOf } from "../../aws/cloudfront/readers/policies";
import { findResponseHeadersPolicy, ResponseHeadersPolicy } from "../../aws/cloudfront/readers/responseHeadersPolicies";

/** The cache behavior that a request matches, with the settings of its policies. */
export interface Route {
  readonly distribution: Distribution;
  readonly behavior: CacheBehavior;
  readonly settings: Settings;
}

export interface Settings {
  readonly forwarding: Forwarding;
  /** The headers, cookies and query strings in the cache key. */
  readonly cacheKey: CacheKeySettings;
  readonly ttl: Ttl;
  readonly responseHeaders: ResponseHeadersPolicy | undefined;
}

export interface CacheKeySettings {
  readonly headers: Selection;
  readonly cookies: Selection;
  readonly queryStrings: Selection;
}

/** Matches requests to behaviors. It reads a behavior's policies once, and again after the account changes. */
export class Routes {
  private settings = new WeakMap<CacheBehavior, Settings>();

  constructor(private readonly account: Account) {
    account.onChange(() => {
      this.settings = new WeakMap();
    });
  }

  find(distribution: Distribution, url: string): Route {
    const behavior = chooseBehavior(distribution, url);
    const settings = this.settings.get(behavior) ?? settingsOf(behavior, this.account);
    this.settings.set(behavior, settings);
    return { distribution, behavior, settings };
  }
}

/** Whether the cache can store the response. OPTIONS is cached only if the behavior's cached methods include it. */
export function isCached({ behavior, settings }: Route, { method, opensWebSocket = false }: ViewerRequest): boolean {
  const { cachedMethods = ["GET", "HEAD"] } = behavior;
  return settings.ttl.max > 0 && !opensWebSocket && (method === "HEAD" || cachedMethods.includes(method));
}

function settingsOf(behavior: CacheBehavior, account: Account): Settings {
  const { cachePolicyId, responseHeadersPolicyId } = behavior;
  const caching =
    cachePolicyId === undefined
      ? legacyCaching(behavior)
      : cachingOf(existing(findCachePolicy(account, cachePolicyId), cachePolicyId));
  return {
    ...caching,
    forwarding: forwardingOf(behavior, account),
    responseHeaders:
      responseHeadersPolicyId === undefined
        ? undefined
        : existing(findResponseHeadersPolicy(account, responseHeadersPolicyId), responseHeadersPolicyId),
  };
}

type Caching = Pick<Settings, "cacheKey" | "ttl">;

function cachingOf({ ttl, headers, cookies, queryStrings }: CacheKeySettings & { readonly ttl: Ttl }): Caching {
  return { ttl, cacheKey: { headers, cookies, queryStrings } };
}

/**
 * The legacy settings include everything forwarded in the cache key. If all headers are forwarded, nothing is cached.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesCacheBehavior.html#DownloadDistValuesForwardHeaders
 */
function legacyCaching(behavior: CacheBehavior): Caching {
  const { headers = [], queryString = false, queryStringCacheKeys = [], cookies } = behavior.forwardedValues ?? {};
  const named = queryStringCacheKeys.length > 0;
  return {
    ttl: headers.includes("*") ? { min: 0, default: 0, max: 0 } : ttlOf(behavior),
    cacheKey: {
      headers: { kind: "only", names: headers },
      cookies:
        cookies?.forward === "whitelist"
          ? { kind: "only", names: cookies.whitelistedNames ?? [] }
          : { kind: cookies?.forward === "all" ? "all" : "none" },
      queryStrings:
        queryString && named ? { kind: "only", names: queryStringCacheKeys } : { kind: queryString ? "all" : "none" },
    },
  };
}
