import { Selection } from "../../../policy-pack/cloudfront/managedPolicies";

/** A distribution as it was deployed, whichever resource type it was written as. */
export interface Distribution {
  readonly id: string;
  readonly arn: string;
  readonly domainName: string;
  readonly aliases?: readonly string[];
  readonly defaultRootObject?: string;
  readonly origins: readonly Origin[];
  readonly originGroups?: readonly OriginGroup[];
  readonly defaultCacheBehavior: CacheBehavior;
  readonly orderedCacheBehaviors?: readonly OrderedCacheBehavior[];
  readonly customErrorResponses?: readonly CustomErrorResponse[];
  readonly viewerCertificate?: ViewerCertificate;
}

export interface Origin {
  readonly originId: string;
  readonly domainName: string;
  readonly originPath?: string;
  readonly originAccessControlId?: string;
  readonly customHeaders?: readonly { readonly name: string; readonly value: string }[];
  /** Neither this nor a VPC origin: an S3 bucket. */
  readonly customOriginConfig?: CustomOriginConfig;
  readonly s3OriginConfig?: { readonly originAccessIdentity?: string };
  readonly vpcOriginConfig?: { readonly vpcOriginId: string };
}

export interface CustomOriginConfig {
  readonly originProtocolPolicy: "http-only" | "https-only" | "match-viewer";
  readonly httpPort?: number;
  readonly httpsPort?: number;
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
  readonly cachePolicyId?: string;
  readonly originRequestPolicyId?: string;
  readonly responseHeadersPolicyId?: string;
  readonly forwardedValues?: ForwardedValues;
  readonly minTtl?: number;
  readonly defaultTtl?: number;
  readonly maxTtl?: number;
}

export interface ForwardedValues {
  readonly headers?: readonly string[];
  readonly queryString: boolean;
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
  readonly responseCode?: number;
  readonly responsePagePath?: string;
}

export interface ViewerCertificate {
  readonly acmCertificateArn?: string;
  readonly iamCertificateId?: string;
}

/** What of a viewer's request goes on to the origin: whatever any of the selections takes. */
export interface Forwarding {
  /** Legacy settings also forward headers that CloudFront does not know; policies only what they list. */
  readonly legacy: boolean;
  readonly headers: readonly Selection[];
  readonly cookies: readonly Selection[];
  readonly queryStrings: readonly Selection[];
  /** The encodings CloudFront asks for itself; empty: the header is an ordinary one. */
  readonly encodings: readonly ("br" | "gzip")[];
}

export interface OriginRequestPolicy {
  readonly headers: Selection;
  readonly cookies: Selection;
  readonly queryStrings: Selection;
}

export interface CachePolicy extends OriginRequestPolicy {
  readonly gzip: boolean;
  readonly brotli: boolean;
}
