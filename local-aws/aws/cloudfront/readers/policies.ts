import {
  managedCachePolicies,
  managedOriginRequestPolicies,
  Selection,
} from "../../../../policy-pack/cloudfront/managedPolicies";
import { Account } from "../../account";
import { typeToken } from "../../resource";
import { CachePolicy, OriginRequestPolicy, Ttl } from "../distribution";

/** aws lists names under `items`, aws-native directly. */
type Names = readonly string[] | { readonly items?: readonly string[] };

export interface OriginRequestPolicySettings {
  readonly headersConfig: { readonly headerBehavior: string; readonly headers?: Names };
  readonly cookiesConfig: { readonly cookieBehavior: string; readonly cookies?: Names };
  readonly queryStringsConfig: { readonly queryStringBehavior: string; readonly queryStrings?: Names };
}

export interface CachePolicySettings extends TtlSettings {
  readonly parametersInCacheKeyAndForwardedToOrigin: OriginRequestPolicySettings & {
    readonly enableAcceptEncodingBrotli?: boolean;
    readonly enableAcceptEncodingGzip?: boolean;
  };
}

export interface NativeCachePolicy {
  readonly cachePolicyConfig: CachePolicySettings & { readonly name: string };
}

export interface NativeOriginRequestPolicy {
  readonly originRequestPolicyConfig: OriginRequestPolicySettings & { readonly name: string };
}

export const cachePolicies = typeToken<CachePolicySettings>("aws:cloudfront/cachePolicy:CachePolicy");
export const originRequestPolicies = typeToken<OriginRequestPolicySettings>(
  "aws:cloudfront/originRequestPolicy:OriginRequestPolicy",
);
export const nativeCachePolicies = typeToken<NativeCachePolicy>("aws-native:cloudfront:CachePolicy");
export const nativeOriginRequestPolicies = typeToken<NativeOriginRequestPolicy>(
  "aws-native:cloudfront:OriginRequestPolicy",
);

/** Finds a managed cache policy, or one that either provider created. */
export function findCachePolicy(account: Account, id: string): CachePolicy | undefined {
  const settings =
    account.get(cachePolicies, id)?.outputs ?? account.get(nativeCachePolicies, id)?.outputs.cachePolicyConfig;
  return managedCachePolicies.get(id) ?? (settings && readCachePolicy(settings));
}

export function findOriginRequestPolicy(account: Account, id: string): OriginRequestPolicy | undefined {
  const settings =
    account.get(originRequestPolicies, id)?.outputs ??
    account.get(nativeOriginRequestPolicies, id)?.outputs.originRequestPolicyConfig;
  return managedOriginRequestPolicies.get(id) ?? (settings && readOriginRequestPolicy(settings));
}

interface TtlSettings {
  readonly minTtl?: number;
  readonly defaultTtl?: number;
  readonly maxTtl?: number;
}

/**
 * Fills in CloudFront's defaults, which are the same for a cache policy and for a behavior's legacy settings.
 * https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CachePolicyConfig.html
 * https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CacheBehavior.html
 */
export function ttlOf({ minTtl = 0, defaultTtl = 86_400, maxTtl = 31_536_000 }: TtlSettings): Ttl {
  return { min: minTtl, default: defaultTtl, max: maxTtl };
}

export function readCachePolicy(settings: CachePolicySettings): CachePolicy {
  const parameters = settings.parametersInCacheKeyAndForwardedToOrigin;
  return {
    ...readOriginRequestPolicy(parameters),
    ttl: atLeastMinimum(ttlOf(settings)),
    brotli: parameters.enableAcceptEncodingBrotli ?? false,
    gzip: parameters.enableAcceptEncodingGzip ?? false,
  };
}

/** The minimum raises lower values. https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CachePolicyConfig.html */
function atLeastMinimum(ttl: Ttl): Ttl {
  return { min: ttl.min, default: Math.max(ttl.default, ttl.min), max: Math.max(ttl.max, ttl.min) };
}

export function readOriginRequestPolicy({
  headersConfig,
  cookiesConfig,
  queryStringsConfig,
}: OriginRequestPolicySettings): OriginRequestPolicy {
  return {
    headers: selection(headersConfig.headerBehavior, headersConfig.headers),
    cookies: selection(cookiesConfig.cookieBehavior, cookiesConfig.cookies),
    queryStrings: selection(queryStringsConfig.queryStringBehavior, queryStringsConfig.queryStrings),
  };
}

/** https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_OriginRequestPolicyHeadersConfig.html */
function selection(behavior: string, names: Names = []): Selection {
  const listed = "items" in names ? (names.items ?? []) : (names as readonly string[]);
  switch (behavior) {
    case "none":
      return { kind: "none" };
    case "whitelist":
      return { kind: "only", names: listed };
    case "allExcept":
      return { kind: "allExcept", names: listed };
    case "all":
    case "allViewer":
    case "allViewerAndWhitelistCloudFront":
      return { kind: "all" };
    default:
      throw new Error(`"${behavior}" is not a behavior of a CloudFront policy`);
  }
}
