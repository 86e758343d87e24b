import * as pulumi from "@pulumi/pulumi";

/**
 * Flat, since a program in another language knows them by the package's schema, which has no discriminated unions and no
 * read-only lists. The schema shows these texts without their tags, so each default is a sentence.
 */
export interface MultiOriginSiteArgs {
  /**
   * The API function's entry, a TypeScript or JavaScript file that exports `handler`, bundled by esbuild. A relative path
   * starts from the program's working directory.
   */
  readonly apiEntry: string;
  /**
   * The folder whose files are the site, under their relative paths. Its `404.html`, where it has one, answers for paths
   * that name no file. A relative path starts from the program's working directory.
   */
  readonly siteDirectory: string;
  /** The name viewers use, lower case, without a trailing dot; needs `hostedZoneId`. Default: the distribution's own. */
  readonly domainName?: string;
  /** The public hosted zone that answers for `domainName` and `apiDomainName`. Default: none. */
  readonly hostedZoneId?: pulumi.Input<string>;
  /**
   * `http`, an HTTP API, or a REST API whose endpoint is regional, `rest-regional`, or edge-optimized, `rest-edge`.
   * Default: `http`.
   * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-vs-rest.html
   */
  readonly apiKind?: string;
  /** A name of the API's own, other than `domainName`; needs `hostedZoneId`. Default: its default endpoint. */
  readonly apiDomainName?: string;
  /**
   * Whether `https://{id}.execute-api.{region}.amazonaws.com` stops answering. Default: true with `apiDomainName`.
   * https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-disable-default-endpoint.html
   */
  readonly closeDefaultEndpoint?: boolean;
  /** What answers where no path matches: `static`, the site, or `api`. Default: `static`. */
  readonly defaultOrigin?: string;
  /**
   * Path patterns that go to the API, where `defaultOrigin` is `static`. Default: `/api` and `/api/*`.
   * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesCacheBehavior.html#DownloadDistValuesPathPattern
   */
  readonly apiPaths?: string[];
  /** Path patterns that go to the site, where `defaultOrigin` is `api`. Default: `/index.html` and `/assets/*`. */
  readonly staticPaths?: string[];
  /**
   * The viewer's headers that reach the API; never `Host`, by which API Gateway finds the API. Default: all but `Host`.
   * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/controlling-origin-requests.html
   */
  readonly forwardHeaders?: string[];
  /**
   * Whether the API answers through CloudFront alone: `enforce`; `send` has CloudFront send the secret header that the API
   * does not ask for yet, the first step on a live API; or `off`. Default: `enforce`.
   * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/add-origin-custom-headers.html
   */
  readonly originVerify?: string;
  /** Counted up by one to change the secret; never down, and no number left out. Default: 0. */
  readonly originVerifyRotation?: number;
  /**
   * What a path of the site that names no file gets: `files`, nothing but the 404 page; `directory-index`, the folder's
   * `index.html`; or `spa`, the site's `index.html` where the last segment has no dot. Default: `directory-index`.
   */
  readonly siteRouting?: string;
  /**
   * Which edge locations serve: `PriceClass_100`, `PriceClass_200` or `PriceClass_All`. Default: `PriceClass_All`.
   * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/PriceClass.html
   */
  readonly priceClass?: string;
  /** ARN of a WAF web ACL of scope CLOUDFRONT. Default: none. */
  readonly webAclArn?: pulumi.Input<string>;
  /** Whether the distribution writes access logs to a private bucket, which keeps them 90 days. Default: false. */
  readonly accessLogs?: boolean;
  /** Whether a destroy may take the site's files and the access logs along. Default: false. */
  readonly forceDestroy?: boolean;
}
