import * as pulumi from "@pulumi/pulumi";
import { Behavior } from "./behavior";

/** Which paths go to which origin, and how. */
export type Route = Behavior & {
  /**
   * Path patterns, e.g. `["/api", "/api/*"]` (`/api/*` does not match `/api`). Case-sensitive; `*` also matches slashes.
   * The path reaches the origin as it is: `/api` is not stripped.
   * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesCacheBehavior.html#DownloadDistValuesPathPattern
   */
  readonly paths: readonly string[];
};

export interface MultiOriginDistributionArgs {
  /** What answers where no route matches. */
  readonly defaultRoute: Behavior;
  /** The first route that matches wins. */
  readonly routes: readonly Route[];
  /** A name of your own, with certificate and DNS records. @default the distribution's own name */
  readonly domain?: Domain;
  /**
   * Which edge locations serve: `PriceClass_100`, `PriceClass_200` or `PriceClass_All`.
   * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/PriceClass.html
   * @default "PriceClass_All"
   */
  readonly priceClass?: string;
  /**
   * ARN of a WAF web ACL of scope CLOUDFRONT; excludes `managedWebAcl`.
   * https://docs.aws.amazon.com/waf/latest/developerguide/cloudfront-features.html
   * @default none
   */
  readonly webAclArn?: pulumi.Input<string>;
  /** A web ACL of AWS's managed rules and a rate limit; excludes `webAclArn`. @default none */
  readonly managedWebAcl?: ManagedWebAcl;
  /** Access logs (v2, JSON) in a private bucket of their own. @default none */
  readonly accessLogs?: AccessLogs;
  /** Countries whose viewers are let in, or kept out with 403. @default none */
  readonly geoRestriction?: GeoRestriction;
}

/**
 * The names viewers use.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/CNAMEs.html
 */
export interface Domain {
  /** The first of them, which the URL is made of: fully qualified, lower case, without a trailing dot, no wildcard. */
  readonly name: string;
  /** Further names; `*.example.com` stands for one label. @default none */
  readonly otherNames?: readonly string[];
  /**
   * The public hosted zone that answers for all the names: it gets A, AAAA and HTTPS records of each, and the proof of the
   * certificate. Left out, DNS is yours, and `certificate` must be given.
   * @default no records
   */
  readonly hostedZoneId?: pulumi.Input<string>;
  /**
   * A certificate that exists already.
   * @default one of ACM's for all the names, in us-east-1, proven by DNS
   */
  readonly certificate?: GivenCertificate;
}

export interface GivenCertificate {
  /** In us-east-1: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cnames-and-https-requirements.html */
  readonly arn: pulumi.Input<string>;
  /** The names it was issued for, e.g. `["example.com", "*.example.com"]`. */
  readonly names: readonly string[];
}

/** https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-list.html */
export interface ManagedWebAcl {
  /** Requests that one address may send in 5 minutes, at least 10. @default 2000 */
  readonly rateLimit?: number;
  /** Whether requests are counted and let through, to see what would be blocked. @default false */
  readonly countOnly?: boolean;
}

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logging.html */
export interface AccessLogs {
  /** Days. @default 90 */
  readonly retentionInDays?: number;
  /** Whether a destroy may take the logs along (`forceDestroy` of the bucket). @default false */
  readonly forceDestroy?: boolean;
}

/**
 * ISO 3166-1 codes of countries, e.g. `["DE", "AT"]`.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/georestrictions.html
 */
export type GeoRestriction =
  | {
      /** Whose viewers are let in, and no others. */
      readonly allow: readonly string[];
      readonly deny?: undefined;
    }
  | {
      /** Whose viewers are kept out. */
      readonly deny: readonly string[];
      readonly allow?: undefined;
    };
