import { ApiGatewayOrigin, CustomOrigin, Origin, OriginKind, S3Origin } from "../origin";

/** How requests to an API are handled: HTTPS only, and never cached unless `cache` says so. */
export interface ApiBehavior {
  /** Who answers. */
  readonly origin: ApiGatewayOrigin;
  /**
   * The viewer's headers that reach the API; the list may not hold `Host`, by which API Gateway finds the API. Without
   * `cache` it is sent as legacy `forwardedValues` with TTL 0, the only setting that forwards listed headers without
   * caching. With `cache` these reach the API beside the cache key's, by an origin request policy.
   * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/controlling-origin-requests.html
   * @default without `cache` all but Host (origin request policy AllViewerExceptHostHeader), with `cache` none
   */
  readonly forwardHeaders?: readonly string[];
  /** @default "all" */
  readonly methods?: Methods;
  /** @default nothing is cached */
  readonly cache?: CachePolicy;
  /**
   * Asked where `origin` can't be reached or answers 500, 502, 503 or 504; needs `methods: "read"`.
   * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/high_availability_origin_failover.html
   * @default none
   */
  readonly failover?: ApiGatewayOrigin;
}

/**
 * How requests for files are handled: cached, compressed, with security headers, GET, HEAD and OPTIONS only, HTTP
 * redirected to HTTPS. `spa`, `directoryIndex` and `notFoundPage` are CloudFront Functions of these paths alone: error
 * pages of the whole distribution would mask an API's errors.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-functions.html
 */
export interface StaticBehavior {
  /** Where the files are. */
  readonly origin: S3Origin;
  /** A path whose last segment has no dot gets `/index.html`, for a single-page application. @default false */
  readonly spa?: boolean;
  /**
   * `/docs/` gets `/docs/index.html`, and `/docs` is redirected to `/docs/`: with `notFoundPage` where there is such a
   * page and no file of that name, otherwise where the last segment has no dot.
   * @default false
   */
  readonly directoryIndex?: boolean;
  /**
   * What a path that names no file gets, with status 404, e.g. `/404.html`. The page is named `404.html`, and its object
   * has the metadata `status: 404`, as `StaticOrigin` uploads it. Needs `origin.files`.
   * @default S3's own answer, 404 in XML
   */
  readonly notFoundPage?: string;
  /** @default the managed policy CachingOptimized: 1 day unless the file's own Cache-Control says otherwise */
  readonly cache?: CachePolicy;
  /**
   * Asked where `origin` can't be reached or answers 500, 502, 503 or 504.
   * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/high_availability_origin_failover.html
   * @default none
   */
  readonly failover?: S3Origin;
}

/** How requests to any other HTTPS host are handled: HTTP redirected to HTTPS, never cached unless `cache` says so. */
export interface CustomBehavior {
  /** Who answers. */
  readonly origin: CustomOrigin;
  /**
   * Whether the host gets the viewer's Host: for a load balancer whose certificate covers the name that viewers use. With
   * `cache` write `Host` in `cache.headers` instead.
   * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/controlling-origin-requests.html
   * @default false: the origin's own name
   */
  readonly forwardHost?: boolean;
  /** @default "all" */
  readonly methods?: Methods;
  /** @default nothing is cached, and all of the viewer's headers but Host, cookies and query strings reach the host */
  readonly cache?: CachePolicy;
  /**
   * Asked where `origin` can't be reached or answers 500, 502, 503 or 504; needs `methods: "read"`.
   * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/high_availability_origin_failover.html
   * @default none
   */
  readonly failover?: CustomOrigin;
}

/** The behavior type of each kind of origin. */
export interface BehaviorByKind {
  /** Requests to an API. */
  readonly "api-gateway": ApiBehavior;
  /** Requests for files. */
  readonly s3: StaticBehavior;
  /** Requests to any other HTTPS host. */
  readonly custom: CustomBehavior;
}

export type Behavior = BehaviorByKind[OriginKind];

/**
 * `read` is GET, HEAD and OPTIONS; `all` also PUT, POST, PATCH and DELETE.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesCacheBehavior.html#DownloadDistValuesAllowedHTTPMethods
 */
export type Methods = "all" | "read";

/**
 * What tells one cached answer from another, and how long it is kept. What is in the key reaches the origin; nothing
 * else of the viewer's does but what `forwardHeaders` lists, so that one user's answer can't be another's. Answers are kept
 * compressed and not.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cache-key-understand-cache-policy.html
 */
export interface CachePolicy {
  /** Seconds. @default min 0, default the min, max 31536000 (a year) or the default where that is longer */
  readonly ttl?: { readonly min?: number; readonly default?: number; readonly max?: number };
  /** Names of headers in the key, at most 10. @default none */
  readonly headers?: readonly string[];
  /** Names of cookies in the key, at most 10. @default none */
  readonly cookies?: readonly string[] | "all";
  /** Names of query strings in the key, at most 10. @default none */
  readonly queryStrings?: readonly string[] | "all";
}

/** Calls the case for the behavior's kind of origin. A call without a case for each kind does not compile. */
export function byOriginKind<T>(
  behavior: Behavior,
  cases: { readonly [K in OriginKind]: (behavior: BehaviorByKind[K]) => T },
): T {
  if (hasOrigin(behavior, "api-gateway")) {
    return cases["api-gateway"](behavior);
  }
  return hasOrigin(behavior, "s3") ? cases.s3(behavior) : cases.custom(behavior);
}

function hasOrigin<K extends OriginKind>(behavior: Behavior, kind: K): behavior is BehaviorByKind[K] {
  return behavior.origin.kind === kind;
}

/** The origin, and its failover if it has one. */
export function originsOf(behavior: Behavior): readonly Origin[] {
  return behavior.failover === undefined ? [behavior.origin] : [behavior.origin, behavior.failover];
}

/** What CloudFront requests for `/`. An API gets `/` itself: the root object would be requested from it as `/index.html`. */
export function rootObject(behavior: Behavior): string | undefined {
  return byOriginKind(behavior, { "api-gateway": () => undefined, s3: () => "index.html", custom: () => undefined });
}
