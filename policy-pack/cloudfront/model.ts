import { Selection } from "./managedPolicies";
import { Maybe, Tristate } from "../program/maybe";

/** A distribution in one form for every provider. Any part can be unknown. */
export interface Distribution {
  readonly aliases: Maybe<readonly Maybe<string>[]>;
  /** In the order in which CloudFront tries their patterns; the default cache behavior is the last. */
  readonly behaviors: Maybe<readonly Behavior[]>;
  readonly origins: Maybe<readonly Origin[]>;
  readonly originGroups: Maybe<readonly OriginGroup[]>;
  readonly defaultRootObject: Maybe<string | undefined>;
  readonly errorResponses: Maybe<readonly ErrorResponse[]>;
  readonly viewerCertificate: ViewerCertificate;
  /** The default values of the parameters of a multi-tenant distribution, by name. Origins have them as `{{name}}`. */
  readonly parameterDefaults: ReadonlyMap<string, Maybe<string>>;
  /** The ARN of a web ACL, or the ID of one of AWS WAF Classic. */
  readonly webAclId: Maybe<string | undefined>;
  /** The domain name of the bucket for standard logs (legacy). */
  readonly logBucket: Maybe<string | undefined>;
}

export interface Behavior {
  /** The name in messages: `default cache behavior`, or `cache behavior "/api/*"`. */
  readonly label: string;
  /** `*` for the default cache behavior. */
  readonly pathPattern: Maybe<string>;
  /** The ID of an origin or of an origin group. */
  readonly targetOriginId: Maybe<string | undefined>;
  readonly viewerProtocolPolicy: Maybe<string | undefined>;
  readonly allowedMethods: Maybe<readonly Maybe<string>[]>;
  readonly cachedMethods: Maybe<readonly Maybe<string>[]>;
  readonly cachePolicyId: Maybe<string | undefined>;
  readonly originRequestPolicyId: Maybe<string | undefined>;
  /** `forwardedValues`, if it is set. */
  readonly legacy: Maybe<LegacySettings | undefined>;
  /** The TTLs of the legacy settings. */
  readonly ttl: ConfiguredTtl;
  /** Whether the provider sends these TTLs also next to a cache policy. */
  readonly sendsTtlWithPolicy: boolean;
  readonly edgeFunctions: Maybe<readonly EdgeFunction[]>;
}

export interface LegacySettings {
  readonly headers: Maybe<readonly Maybe<string>[]>;
  /**
   * Whether the provider keeps the headers that it deployed at this place before, because the program sets none.
   * https://github.com/hashicorp/terraform-provider-aws/issues/33096
   */
  readonly keepsHeaders: Tristate;
  readonly queryString: Maybe<boolean>;
  readonly queryStringCacheKeys: Maybe<readonly Maybe<string>[]>;
  readonly cookies: Maybe<ReadSelection>;
}

/** A selection in which each listed name can be unknown. */
export type ReadSelection = Selection<Maybe<string>>;

/** The TTLs of a resource, in seconds; undefined if it configures none. */
export interface ConfiguredTtl {
  readonly min: Maybe<number | undefined>;
  readonly default: Maybe<number | undefined>;
  readonly max: Maybe<number | undefined>;
}

export interface EdgeFunction {
  readonly kind: "cloudfront-function" | "lambda";
  /** `viewer-request`, `viewer-response`, `origin-request` or `origin-response`. */
  readonly event: Maybe<string | undefined>;
  readonly arn: Maybe<string | undefined>;
}

export interface Origin {
  readonly id: Maybe<string | undefined>;
  /** The hostname, also if the program sets a URL, a path or a port. */
  readonly domainName: Maybe<string | undefined>;
  /** With a slash at its beginning and none at its end. */
  readonly originPath: Maybe<string | undefined>;
  /** The two settings above as the program writes them. */
  readonly written: { readonly domainName: Maybe<string | undefined>; readonly originPath: Maybe<string | undefined> };
  /** Whether it has the settings of a custom origin. */
  readonly hasCustomSettings: Tristate;
  /** `custom` also without any settings: an S3 origin with an origin access control has none. */
  readonly shape: "s3" | "vpc" | "custom";
  readonly accessControlId: Maybe<string | undefined>;
  /** The legacy origin access identity. */
  readonly accessIdentity: Maybe<string | undefined>;
  /** `http-only`, `https-only` or `match-viewer`. */
  readonly protocolPolicy: Maybe<string | undefined>;
  readonly httpPort: Maybe<number | undefined>;
  readonly httpsPort: Maybe<number | undefined>;
  /** Seconds that CloudFront waits for the response to begin and to continue; undefined for the default. */
  readonly readTimeout: Maybe<number | undefined>;
  /** Seconds that CloudFront waits for the complete response; undefined for no limit. */
  readonly completionTimeout: Maybe<number | undefined>;
  /** Whether CloudFront presents a client certificate to the origin. */
  readonly hasClientCertificate: Maybe<boolean>;
  readonly sslProtocols: Maybe<readonly Maybe<string>[] | undefined>;
  /** The names of the headers that CloudFront adds; they replace the viewer's headers. */
  readonly customHeaders: Maybe<readonly Maybe<string>[]>;
  /** Whether the value of such a header is an output of a resource that the engine has not created yet. */
  readonly hasUnknownHeader?: boolean;
}

export interface OriginGroup {
  readonly id: Maybe<string | undefined>;
  readonly members: Maybe<readonly Maybe<string | undefined>[]>;
}

export interface ErrorResponse {
  readonly errorCode: Maybe<number | undefined>;
  /** The status with which viewers get the page. */
  readonly responseCode: Maybe<number | undefined>;
  readonly responsePagePath: Maybe<string | undefined>;
  /** How long CloudFront caches the error, in seconds. */
  readonly minimumTtl: Maybe<number | undefined>;
}

export interface ViewerCertificate {
  readonly isDefault: Maybe<boolean>;
  readonly minimumProtocolVersion: Maybe<string | undefined>;
  readonly acmCertificateArn: Maybe<string | undefined>;
  readonly iamCertificateId: Maybe<string | undefined>;
}

/** The values that a policy forwards to the origin. */
export interface ForwardingPolicy {
  readonly name: string;
  readonly headers: Maybe<ReadSelection>;
  readonly cookies: Maybe<ReadSelection>;
  readonly queryStrings: Maybe<ReadSelection>;
}

/** A cache policy: the values that it forwards are also the cache key. */
export interface CachePolicy extends ForwardingPolicy {
  readonly ttl: Ttl;
  /** Whether CloudFront requests compressed responses from the origin, by format. */
  readonly gzip: Maybe<boolean>;
  readonly brotli: Maybe<boolean>;
}

/** How long CloudFront caches a response, in seconds. Without caching headers from the origin, the default applies. */
export interface Ttl {
  readonly min: Maybe<number>;
  readonly default: Maybe<number>;
  readonly max: Maybe<number>;
}
