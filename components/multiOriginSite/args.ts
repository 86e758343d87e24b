import * as pulumi from "@pulumi/pulumi";
import { VpcConfig } from "../apiOrigin/functionArgs";
import {
  ApiAuthorizer,
  ApiThrottling,
  Countries,
  ExistingApi,
  ExistingCertificate,
  Permission,
  ViewerCode,
  WafRules,
  WebSocketApi,
} from "./nestedArgs";

/**
 * Flat arguments, because the package's schema for other languages has no discriminated unions and no read-only lists. The
 * schema contains these descriptions without their tags, so each default is a sentence.
 */
export interface MultiOriginSiteArgs {
  /**
   * The path of the API function's entry, a TypeScript or JavaScript file that exports `handler`. esbuild bundles it. A
   * relative path starts from the program's working directory. Default: none, which requires `apiFunctionArn` or `api`.
   */
  readonly apiEntry?: string;
  /**
   * The ARN of an existing function of any runtime, or of a version or alias of it, instead of `apiEntry`. It cannot check the
   * secret of `originVerify`, which is then `off`. Default: none.
   */
  readonly apiFunctionArn?: pulumi.Input<string>;
  /** An existing API of API Gateway, instead of `apiEntry`. It excludes all arguments of a new API. Default: none. */
  readonly api?: ExistingApi;
  /**
   * The entries of other functions, by method and path, for instance `POST /orders`. The path can have variables, as in
   * `/orders/{id}`. They have the same settings as the function of `apiEntry`. Default: none.
   * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html
   */
  readonly apiRoutes?: Record<string, string>;
  /**
   * The environment variables of the functions. Default: only `NODE_OPTIONS`.
   * https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html
   */
  readonly environment?: Record<string, pulumi.Input<string>>;
  /** What the functions may do, apart from writing logs. Default: nothing. */
  readonly permissions?: Permission[];
  /**
   * The memory of the functions in MiB, 128 to 10240. Default: 256.
   * https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html
   */
  readonly memorySize?: number;
  /**
   * The timeout of the functions in seconds, at most 30 for an HTTP API, 29 for a REST API and 900 with `streaming`.
   * Default: 10.
   * https://docs.aws.amazon.com/lambda/latest/dg/configuration-timeout.html
   */
  readonly timeout?: number;
  /**
   * The Node.js runtime of the functions. Default: `nodejs24.x`.
   * https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html
   */
  readonly runtime?: string;
  /**
   * The processor architecture of the functions: `arm64` or `x86_64`. Default: `arm64`.
   * https://docs.aws.amazon.com/lambda/latest/dg/foundation-arch.html
   */
  readonly architecture?: string;
  /** The ARNs of the functions' layers, at most five. Default: none. */
  readonly layers?: pulumi.Input<string>[];
  /**
   * The VPC that the functions connect to. Default: none.
   * https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html
   */
  readonly vpcConfig?: VpcConfig;
  /**
   * The number of instances that are reserved for each function, and the most that run at once. Default: the account's limit.
   * https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html
   */
  readonly reservedConcurrency?: number;
  /**
   * Whether X-Ray traces the functions and a REST API. At a low rate, traces cost more than the requests. Default: false.
   * https://docs.aws.amazon.com/lambda/latest/dg/services-xray.html
   */
  readonly tracing?: boolean;
  /**
   * Whether the functions stream their responses, only for a REST API. Their handlers use `awslambda.streamifyResponse`. Then
   * `timeout` is at most 900 seconds. Default: false.
   * https://docs.aws.amazon.com/apigateway/latest/developerguide/response-transfer-mode.html
   */
  readonly streaming?: boolean;
  /** How API Gateway authorizes each request. Default: no authorization. */
  readonly authorizer?: ApiAuthorizer;
  /** The limits above which the API returns 429. Default: 1000 requests a second, bursts of 500. */
  readonly throttling?: ApiThrottling;
  /**
   * Days that CloudWatch keeps the logs of the functions and of the API: one of the numbers that it supports. 0 keeps them
   * forever. Default: 30.
   * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html
   */
  readonly logRetentionInDays?: number;
  /**
   * Whether the API writes one JSON line per request to its own log group. A REST API needs the account's CloudWatch role for
   * it. Default: true for an HTTP API, false for a REST API.
   * https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html
   */
  readonly apiAccessLogs?: boolean;
  /**
   * The folder whose files are uploaded under their relative paths. If it has a `404.html`, that is the page for paths without
   * a matching file. A relative path starts from the program's working directory.
   */
  readonly siteDirectory: string;
  /**
   * Folders inside `siteDirectory` whose files never change, e.g. `assets` of Vite. Browsers cache them for a year without
   * revalidation. Default: none; only files with a bundler's hash in their name are cached for a year.
   * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/Expiration.html
   */
  readonly immutableFolders?: string[];
  /**
   * The hostname that viewers use, lower case, without a trailing dot. Requires `hostedZoneId` or `certificate`. Default: the
   * distribution's hostname.
   */
  readonly domainName?: string;
  /** Other hostnames of the site. `*` in `*.example.com` stands for one label. Requires `domainName`. Default: none. */
  readonly otherNames?: string[];
  /**
   * Hostnames that redirect to `domainName`, for instance `www.example.com` to `example.com`, with the path and the query string.
   * Default: none.
   */
  readonly redirectNames?: string[];
  /**
   * The ID of the public hosted zone that contains `domainName`, `otherNames`, `redirectNames` and `apiDomainName`. Without it,
   * set `certificate` and create the DNS records of `domainName` yourself. Default: none.
   */
  readonly hostedZoneId?: pulumi.Input<string>;
  /** An existing certificate for the hostnames of the site. Default: a new ACM certificate with DNS validation. */
  readonly certificate?: ExistingCertificate;
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
  /**
   * The prefix of `apiPaths` that a CloudFront Function removes from the path, e.g. `/api`: the API receives `/orders` for
   * `/api/orders`. Only if `defaultOrigin` is `static`. Default: none, so the API receives the complete path.
   * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-functions.html
   */
  readonly apiStripPrefix?: string;
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
   * The ID of your own response headers policy for the API, for instance with CORS headers. It excludes `apiSecurityHeaders`.
   * Default: the managed policy SecurityHeadersPolicy.
   * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/adding-response-headers.html
   */
  readonly apiResponseHeadersPolicyId?: pulumi.Input<string>;
  /**
   * The ID of your own response headers policy for the site, for instance with a Content-Security-Policy. Default: the managed
   * policy SecurityHeadersPolicy.
   * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/adding-response-headers.html
   */
  readonly siteResponseHeadersPolicyId?: pulumi.Input<string>;
  /**
   * Your own CloudFront Function for requests to the API. It gets the path that the viewer requested, before
   * `apiStripPrefix`, and returns the request or a response. Default: none.
   * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-event-structure.html
   */
  readonly apiViewerRequest?: ViewerCode;
  /**
   * Your own CloudFront Function for responses of the API. CloudFront does not run it for status 400 or higher. Default: none.
   * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/edge-function-restrictions-all.html
   */
  readonly apiViewerResponse?: ViewerCode;
  /**
   * Your own CloudFront Function for requests to the site. It gets the path that the viewer requested, before `siteRouting`
   * changes it, and returns the request or a response. Default: none.
   * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-event-structure.html
   */
  readonly siteViewerRequest?: ViewerCode;
  /**
   * Your own CloudFront Function for responses of the site. CloudFront does not run it for status 400 or higher. Default: none.
   * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/edge-function-restrictions-all.html
   */
  readonly siteViewerResponse?: ViewerCode;
  /** An existing WebSocket API of API Gateway, under the same hostname. Default: none. */
  readonly webSocketApi?: WebSocketApi;
  /**
   * Whether only CloudFront can call the API. `enforce`: CloudFront adds a secret header, and the API rejects requests without
   * it. `send`: CloudFront adds the header, but the API does not require it; deploy this first on a live API. `off`: neither.
   * Default: `enforce`, or `off` with `apiFunctionArn`.
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
  /** The ARN of a WAF web ACL with scope CLOUDFRONT. It excludes `managedWebAcl`. Default: none. */
  readonly webAclArn?: pulumi.Input<string>;
  /** A web ACL with AWS managed rules and a rate limit, instead of `webAclArn`. Default: none. */
  readonly managedWebAcl?: WafRules;
  /** Countries whose viewers are allowed or denied. CloudFront returns 403 to denied viewers. Default: all are allowed. */
  readonly geoRestriction?: Countries;
  /** Whether the distribution writes access logs to a private bucket, where they expire after 90 days. Default: false. */
  readonly accessLogs?: boolean;
  /** Whether a destroy deletes the site's files and the access logs too. Default: false. */
  readonly forceDestroy?: boolean;
}
