import { Selection } from "../../../policy-pack/cloudfront/managedPolicies";
import { typeToken } from "../resource";

/** A deployed distribution, in the form of `aws.cloudfront.Distribution`. The readers convert other resource types to it. */
export interface Distribution {
  readonly id: string;
  readonly arn: string;
  readonly domainName: string;
  readonly aliases?: readonly string[];
  readonly defaultRootObject?: string;
  /** `http1.1`, `http2`, `http2and3` or `http3`. @default "http2" */
  readonly httpVersion?: string;
  readonly origins: readonly Origin[];
  readonly originGroups?: readonly OriginGroup[];
  readonly defaultCacheBehavior: CacheBehavior;
  readonly orderedCacheBehaviors?: readonly OrderedCacheBehavior[];
  readonly customErrorResponses?: readonly CustomErrorResponse[];
  readonly viewerCertificate?: ViewerCertificate;
}

export const awsDistributions = typeToken<Distribution>("aws:cloudfront/distribution:Distribution");

export interface Origin {
  readonly originId: string;
  readonly domainName: string;
  readonly originPath?: string;
  readonly originAccessControlId?: string;
  readonly customHeaders?: readonly { readonly name: string; readonly value: string }[];
  /** An origin with neither this nor `vpcOriginConfig` is an S3 bucket. */
  readonly customOriginConfig?: CustomOriginConfig | undefined;
  readonly s3OriginConfig?: { readonly originAccessIdentity?: string };
  readonly vpcOriginConfig?: { readonly vpcOriginId: string } | undefined;
  /** @default 3 */
  readonly connectionAttempts?: number;
  /** Seconds. @default unlimited */
  readonly responseCompletionTimeout?: number;
}

export interface CustomOriginConfig {
  readonly originProtocolPolicy: "http-only" | "https-only" | "match-viewer";
  readonly httpPort?: number;
  readonly httpsPort?: number;
  /** Seconds. @default 30 */
  readonly originReadTimeout?: number;
  readonly originMtlsConfig?: { readonly clientCertificateArn: string };
}

export interface OriginGroup {
  readonly originId: string;
  readonly failoverCriteria: { readonly statusCodes: readonly number[] };
  /** The primary, then the secondary. */
  readonly members: readonly { readonly originId: string }[];
}

export interface CacheBehavior {
  readonly targetOriginId: string;
  readonly viewerProtocolPolicy: "allow-all" | "https-only" | "redirect-to-https";
  readonly allowedMethods: readonly string[];
  /** @default GET and HEAD */
  readonly cachedMethods?: readonly string[] | undefined;
  readonly compress?: boolean;
  readonly functionAssociations?: readonly FunctionAssociation[];
  readonly cachePolicyId?: string;
  readonly originRequestPolicyId?: string;
  readonly responseHeadersPolicyId?: string;
  readonly forwardedValues?: ForwardedValues;
  readonly minTtl?: number;
  readonly defaultTtl?: number;
  readonly maxTtl?: number;
}

export interface FunctionAssociation {
  readonly eventType: string;
  readonly functionArn: string;
}

export interface ForwardedValues {
  readonly headers?: readonly string[];
  readonly queryString: boolean;
  /** The forwarded query strings that are in the cache key. @default all */
  readonly queryStringCacheKeys?: readonly string[];
  readonly cookies?: {
    readonly forward: "all" | "none" | "whitelist";
    readonly whitelistedNames?: readonly string[];
  };
}

export interface OrderedCacheBehavior extends CacheBehavior {
  readonly pathPattern: string;
}

export interface CustomErrorResponse {
  readonly errorCode: number;
  readonly responseCode?: number | undefined;
  readonly responsePagePath?: string;
  /** Seconds. */
  readonly errorCachingMinTtl?: number;
}

export interface ViewerCertificate {
  readonly acmCertificateArn?: string;
  readonly iamCertificateId?: string;
}

/** The TTL settings for the cache, in seconds. */
export interface Ttl {
  readonly min: number;
  readonly default: number;
  readonly max: number;
}

/** The headers, cookies and query strings that reach the origin: those that any of the selections includes. */
export interface Forwarding {
  /** Legacy settings also forward headers that CloudFront does not define. Policies forward only what they list. */
  readonly legacy: boolean;
  readonly headers: readonly Selection[];
  readonly cookies: readonly Selection[];
  readonly queryStrings: readonly Selection[];
  /** Whether responses to OPTIONS are cached. */
  readonly cachesOptions: boolean;
  /** The encodings that CloudFront requests. If empty, Accept-Encoding is treated like other headers. */
  readonly encodings: readonly ("br" | "gzip")[];
}

export interface OriginRequestPolicy {
  readonly headers: Selection;
  readonly cookies: Selection;
  readonly queryStrings: Selection;
}

export interface CachePolicy extends OriginRequestPolicy {
  readonly ttl: Ttl;
  readonly gzip: boolean;
  readonly brotli: boolean;
}
