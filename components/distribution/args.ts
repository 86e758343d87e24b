import * as pulumi from "@pulumi/pulumi";
import { Behavior } from "./behavior";

/** A cache behavior for each of its path patterns. */
export type Route = Behavior & {
  /**
   * Path patterns, e.g. `["/api", "/api/*"]`: `/api/*` does not match `/api`. They are case-sensitive, and `*` also matches
   * slashes. CloudFront does not strip the path: the origin receives it with `/api`, unless `stripPrefix` is set.
   * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesCacheBehavior.html#DownloadDistValuesPathPattern
   */
  readonly paths: readonly string[];
};

export interface MultiOriginDistributionArgs {
  /** The route of requests that match no path pattern. */
  readonly defaultRoute: Behavior;
  /** The other routes. CloudFront uses the first one that matches. */
  readonly routes: readonly Route[];
  /** A custom domain, with certificate and DNS records. @default the distribution's hostname, `dxxxx.cloudfront.net` */
  readonly domain?: Domain;
  /**
   * The edge locations that serve the distribution: `PriceClass_100`, `PriceClass_200` or `PriceClass_All`.
   * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/PriceClass.html
   * @default "PriceClass_All"
   */
  readonly priceClass?: string;
  /**
   * The ARN of a WAF web ACL with scope CLOUDFRONT. Cannot be combined with `managedWebAcl`.
   * https://docs.aws.amazon.com/waf/latest/developerguide/cloudfront-features.html
   * @default none
   */
  readonly webAclArn?: pulumi.Input<string>;
  /** A web ACL with AWS managed rules and a rate limit. Cannot be combined with `webAclArn`. @default none */
  readonly managedWebAcl?: ManagedWebAcl;
  /**
   * The account's quota of headers in a policy or in legacy settings, if AWS raised it.
   * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html#limits-policies
   * @default 10
   */
  readonly headerQuota?: number;
  /** Access logs (v2, JSON) in their own private bucket. @default none */
  readonly accessLogs?: AccessLogs;
  /** Countries whose viewers are allowed or denied; CloudFront returns 403 to denied viewers. @default none */
  readonly geoRestriction?: GeoRestriction;
}

/**
 * The hostnames that viewers use.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/CNAMEs.html
 */
export interface Domain {
  /** The hostname of `url`: fully qualified, lower case, without a trailing dot, without a wildcard. */
  readonly name: string;
  /** Other hostnames. `*` in `*.example.com` stands for one label. @default none */
  readonly otherNames?: readonly string[];
  /**
   * Hostnames that redirect to `name`, for instance `www.example.com` to `example.com`. A CloudFront Function on each route
   * keeps the path and the query string, with status 301 for GET and HEAD and 308 for other methods.
   * @default none
   */
  readonly redirectNames?: readonly string[];
  /**
   * The ID of the public hosted zone that contains all names. It gets their A, AAAA and HTTPS records and the validation
   * records of the certificate. Without it, set `certificate` and create the DNS records yourself.
   * @default no records
   */
  readonly hostedZoneId?: pulumi.Input<string>;
  /**
   * An existing certificate.
   * @default an ACM certificate for all names, in us-east-1, with DNS validation
   */
  readonly certificate?: GivenCertificate;
}

export interface GivenCertificate {
  /** The ARN of a certificate in us-east-1: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cnames-and-https-requirements.html */
  readonly arn: pulumi.Input<string>;
  /** The names that the certificate covers, e.g. `["example.com", "*.example.com"]`. */
  readonly names: readonly string[];
}

/** https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-list.html */
export interface ManagedWebAcl {
  /** The maximum number of requests from one IP address in 5 minutes, at least 10. @default 2000 */
  readonly rateLimit?: number;
  /** Whether the rules count requests instead of blocking them, to see what they would block. @default false */
  readonly countOnly?: boolean;
}

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logging.html */
export interface AccessLogs {
  /** Days after which logs expire. @default 90 */
  readonly retentionInDays?: number;
  /** Whether a destroy deletes the logs too (`forceDestroy` of the bucket). @default false */
  readonly forceDestroy?: boolean;
}

/**
 * ISO 3166-1 country codes, e.g. `["DE", "AT"]`.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/georestrictions.html
 */
export type GeoRestriction =
  | {
      /** The only countries whose viewers are allowed. */
      readonly allow: readonly string[];
      readonly deny?: undefined;
    }
  | {
      /** The countries whose viewers are denied. */
      readonly deny: readonly string[];
      readonly allow?: undefined;
    };
