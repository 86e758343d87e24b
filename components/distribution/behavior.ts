import * as pulumi from "@pulumi/pulumi";
import { ApiGatewayOrigin, CustomOrigin, Origin, OriginKind, S3Origin } from "../origin";

/**
 * Your own CloudFront Functions of a route. CloudFront allows one function for each type of event, so the component merges your
 * code with its own, e.g. for `directoryIndex`, `stripPrefix` or `redirectNames`. A name that both declare is changed.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-functions.html
 */
export interface ViewerFunctionArgs {
  /**
   * Runs on each request, with the path that the viewer requested: after `redirectNames`, and before the component changes the
   * path. It returns the request or a response.
   * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-event-structure.html
   * @default only the component's own code
   */
  readonly viewerRequest?: ViewerFunction;
  /**
   * Runs on each response, after the component's own code. CloudFront does not run it if the origin returns status 400 or higher.
   * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/edge-function-restrictions-all.html
   * @default only the component's own code
   */
  readonly viewerResponse?: ViewerFunction;
}

/**
 * Code for CloudFront's JavaScript runtime 2.0 that declares `handler`. Together with the component's own code, it has at most
 * 10,240 bytes. It has no key value store.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-javascript-runtime-20.html
 */
export type ViewerFunction =
  | {
      /** The path of the file with the code. A relative path starts from the program's working directory. */
      readonly file: string;
      readonly code?: undefined;
    }
  | {
      /** The code. */
      readonly code: string;
      readonly file?: undefined;
    };

/** Requests to an API: HTTPS only, and not cached unless `cache` is set. */
export interface ApiBehavior extends ViewerFunctionArgs {
  /** The API. */
  readonly origin: ApiGatewayOrigin;
  /**
   * The prefix that a CloudFront Function removes from the path, e.g. `/api`: the API receives `/orders` for `/api/orders`, and
   * `/` for `/api`. All paths of the route begin with it. Not for a default route, and not with `cache`.
   * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-functions.html
   * @default none: the API receives the complete path
   */
  readonly stripPrefix?: string;
  /**
   * The viewer headers that CloudFront forwards to the API. The list cannot contain `Host`: API Gateway routes by it.
   * With `cache`, they are forwarded in addition to the headers of the cache key.
   * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/controlling-origin-requests.html
   * @default without `cache` all except Host (origin request policy AllViewerExceptHostHeader), with `cache` none
   */
  readonly forwardHeaders?: readonly string[];
  /**
   * How the behavior lists `forwardHeaders` without `cache`. `policy`: an origin request policy, which routes with the same list
   * share; an account has 20 by default, and the smaller flat-rate plans have none. `legacy`: `forwardedValues` with TTL 0, which
   * also forwards headers that CloudFront does not define, such as `x-api-key`.
   * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html#limits-policies
   * @default "policy"; "legacy" for a list with Authorization or Accept-Encoding, which a policy may not list
   */
  readonly listBy?: ListBy;
  /**
   * Whether CloudFront adds security headers to responses, e.g. HSTS and `X-Content-Type-Options: nosniff` (response headers
   * policy SecurityHeadersPolicy).
   * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-response-headers-policies.html
   * @default true, except for a WebSocket API
   */
  readonly securityHeaders?: boolean;
  /**
   * The ID of your own response headers policy, for instance with a Content-Security-Policy or CORS headers.
   * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/adding-response-headers.html
   * @default the managed policy SecurityHeadersPolicy, unless `securityHeaders` is false
   */
  readonly responseHeadersPolicyId?: pulumi.Input<string>;
  /** @default "all" */
  readonly methods?: Methods;
  /** @default no caching */
  readonly cache?: CachePolicy;
  /**
   * The origin that CloudFront uses if it cannot connect to `origin`, or if that returns 500, 502, 503 or 504. Requires
   * `methods: "read"`.
   * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/high_availability_origin_failover.html
   * @default none
   */
  readonly failover?: ApiGatewayOrigin;
}

/**
 * Requests for files: cached, compressed, with security headers, GET, HEAD and OPTIONS only, HTTP redirected to HTTPS.
 * `spa`, `directoryIndex` and `notFoundPage` are CloudFront Functions of this behavior. Custom error pages apply to the
 * whole distribution, so they would mask an API's errors.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-functions.html
 */
export interface StaticBehavior extends ViewerFunctionArgs {
  /** The bucket with the files. */
  readonly origin: S3Origin;
  /** Serves `/index.html` for paths whose last segment has no dot, for a single-page application. @default false */
  readonly spa?: boolean;
  /**
   * Serves `/docs/index.html` for `/docs/`, and redirects `/docs` to `/docs/`. With `notFoundPage`, it redirects if that
   * index page exists and the file `docs` does not; otherwise, if the last segment has no dot.
   * @default false
   */
  readonly directoryIndex?: boolean;
  /**
   * The page for paths without a matching file, served with status 404, e.g. `/404.html`. Its name must be `404.html`, and
   * its object must have the metadata `status: 404`, which `StaticOrigin` sets. Requires `origin.files`.
   * @default S3's 404 response, in XML
   */
  readonly notFoundPage?: string;
  /**
   * The ID of your own response headers policy, for instance with a Content-Security-Policy or CORS headers.
   * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/adding-response-headers.html
   * @default the managed policy SecurityHeadersPolicy
   */
  readonly responseHeadersPolicyId?: pulumi.Input<string>;
  /** @default the managed policy CachingOptimized: 1 day unless the file's Cache-Control sets another time */
  readonly cache?: CachePolicy;
  /**
   * The origin that CloudFront uses if it cannot connect to `origin`, or if that returns 500, 502, 503 or 504.
   * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/high_availability_origin_failover.html
   * @default none
   */
  readonly failover?: S3Origin;
}

/** Requests to any other HTTPS host: HTTP redirected to HTTPS, and not cached unless `cache` is set. */
export interface CustomBehavior extends ViewerFunctionArgs {
  /** The host. */
  readonly origin: CustomOrigin;
  /**
   * The prefix that a CloudFront Function removes from the path, e.g. `/api`: the host receives `/orders` for `/api/orders`, and
   * `/` for `/api`. All paths of the route begin with it. Not for a default route, and not with `cache`.
   * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-functions.html
   * @default none: the host receives the complete path
   */
  readonly stripPrefix?: string;
  /**
   * Whether CloudFront forwards the viewer's Host, e.g. to a load balancer whose certificate covers the hostname that viewers
   * use. With `cache`, add `Host` to `cache.headers` instead.
   * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/controlling-origin-requests.html
   * @default false: Host is the origin's hostname
   */
  readonly forwardHost?: boolean;
  /**
   * The ID of your own response headers policy, for instance with a Content-Security-Policy or CORS headers.
   * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/adding-response-headers.html
   * @default none
   */
  readonly responseHeadersPolicyId?: pulumi.Input<string>;
  /** @default "all" */
  readonly methods?: Methods;
  /** @default no caching; all headers except Host, all cookies and all query strings are forwarded */
  readonly cache?: CachePolicy;
  /**
   * The origin that CloudFront uses if it cannot connect to `origin`, or if that returns 500, 502, 503 or 504. Requires
   * `methods: "read"`.
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

export const listKinds = ["policy", "legacy"] as const;
export type ListBy = (typeof listKinds)[number];

export type Behavior = BehaviorByKind[OriginKind];

/**
 * `read` is GET, HEAD and OPTIONS; `all` also PUT, POST, PATCH and DELETE.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesCacheBehavior.html#DownloadDistValuesAllowedHTTPMethods
 */
export type Methods = "all" | "read";

/**
 * The cache key, and how long responses are cached. CloudFront forwards the headers, cookies and query strings of the key,
 * and the headers in `forwardHeaders`, but no others. So the response to one user cannot be served to another. Compressed
 * and uncompressed responses are cached.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cache-key-understand-cache-policy.html
 */
export interface CachePolicy {
  /** Seconds. @default `min` 0, `default` as `min`, `max` 31536000 (a year) or `default` if that is longer */
  readonly ttl?: { readonly min?: number; readonly default?: number; readonly max?: number };
  /** The names of headers in the cache key, at most `headerQuota` of the distribution. @default none */
  readonly headers?: readonly string[];
  /** The names of cookies in the cache key, at most 10, or `"all"`. @default none */
  readonly cookies?: readonly string[] | "all";
  /** The names of query strings in the cache key, at most 10, or `"all"`. @default none */
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

/** The object that CloudFront requests for `/`. It would request `/index.html` from an API too, so an API has none. */
export function rootObject(behavior: Behavior): string | undefined {
  return byOriginKind(behavior, { "api-gateway": () => undefined, s3: () => "index.html", custom: () => undefined });
}
