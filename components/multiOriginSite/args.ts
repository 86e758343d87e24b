import * as pulumi from "@pulumi/pulumi";

/**
 * Flat arguments, because the package's schema for other languages has no discriminated unions and no read-only lists. The
 * schema contains these descriptions without their tags, so each default is a sentence.
 */
export interface MultiOriginSiteArgs {
  /**
   * The path of the API function's entry, a TypeScript or JavaScript file that exports `handler`. esbuild bundles it. A
   * relative path starts from the program's working directory.
   */
  readonly apiEntry: string;
  /**
   * The folder whose files are uploaded under their relative paths. If it has a `404.html`, that is the page for paths without
   * a matching file. A relative path starts from the program's working directory.
   */
  readonly siteDirectory: string;
  /** The hostname that viewers use, lower case, without a trailing dot. Requires `hostedZoneId`. Default: the distribution's hostname. */
  readonly domainName?: string;
  /** The ID of the public hosted zone that contains `domainName` and `apiDomainName`. Default: none. */
  readonly hostedZoneId?: pulumi.Input<string>;
  /**
   * The kind of API: `http` for an HTTP API, `rest-regional` or `rest-edge` for a REST API with a regional or edge-optimized
   * endpoint. Default: `http`. With `apiDomainName`, requests to the API fail during a change: for seconds between `http` and
   * `rest-regional`, for minutes from `rest-edge`, for up to 40 minutes to `rest-edge`.
   * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-vs-rest.html
   */
  readonly apiKind?: string;
  /** A custom domain of the API, other than `domainName`. Requires `hostedZoneId`. Default: the API's default endpoint. */
  readonly apiDomainName?: string;
  /**
   * Whether to disable `https://{id}.execute-api.{region}.amazonaws.com`. Default: true with `apiDomainName`, otherwise false.
   * https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-disable-default-endpoint.html
   */
  readonly closeDefaultEndpoint?: boolean;
  /** The origin for requests that match no path pattern: `static`, the site, or `api`. Default: `static`. */
  readonly defaultOrigin?: string;
  /**
   * The API's path patterns if `defaultOrigin` is `static`. Default: `/api` and `/api/*`.
   * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesCacheBehavior.html#DownloadDistValuesPathPattern
   */
  readonly apiPaths?: string[];
  /** The site's path patterns if `defaultOrigin` is `api`. Default: `/index.html` and `/assets/*`. */
  readonly staticPaths?: string[];
  /**
   * The viewer headers that CloudFront forwards to the API, without `Host`: API Gateway routes by it. Default: all except
   * `Host`.
   * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/controlling-origin-requests.html
   */
  readonly forwardHeaders?: string[];
  /**
   * How the distribution lists `forwardHeaders`: `policy` for an origin request policy, `legacy` for `forwardedValues` with TTL 0.
   * Default: `policy`, and `legacy` for a list with `Authorization` or `Accept-Encoding`.
   * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html#limits-policies
   */
  readonly listBy?: string;
  /** The account's quota of headers in a policy, if AWS raised it. Default: 10. */
  readonly headerQuota?: number;
  /**
   * Whether CloudFront adds security headers, e.g. HSTS and `X-Content-Type-Options: nosniff`, to the API's responses.
   * Default: true.
   */
  readonly apiSecurityHeaders?: boolean;
  /**
   * Whether only CloudFront can call the API. `enforce`: CloudFront adds a secret header, and the API rejects requests without
   * it. `send`: CloudFront adds the header, but the API does not require it; deploy this first on a live API. `off`: neither.
   * Default: `enforce`.
   * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/add-origin-custom-headers.html
   */
  readonly originVerify?: string;
  /** Increment it to rotate the secret. Never decrement it or skip a number. Default: 0. */
  readonly originVerifyRotation?: number;
  /**
   * What the site serves for paths without a matching file. `files`: the 404 page. `directory-index`: the folder's
   * `index.html`. `spa`: the site's `index.html`, if the last segment has no dot. Default: `directory-index`.
   */
  readonly siteRouting?: string;
  /**
   * The edge locations that serve the distribution: `PriceClass_100`, `PriceClass_200` or `PriceClass_All`. Default:
   * `PriceClass_All`.
   * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/PriceClass.html
   */
  readonly priceClass?: string;
  /** The ARN of a WAF web ACL with scope CLOUDFRONT. Default: none. */
  readonly webAclArn?: pulumi.Input<string>;
  /** Whether the distribution writes access logs to a private bucket, where they expire after 90 days. Default: false. */
  readonly accessLogs?: boolean;
  /** Whether a destroy deletes the site's files and the access logs too. Default: false. */
  readonly forceDestroy?: boolean;
}
