import {
  managedCachePolicies,
  managedOriginRequestPolicies,
  Selection,
} from "../../../../policy-pack/cloudfront/managedPolicies";
import { Account, JsonObject } from "../../account";
import { CachePolicy, OriginRequestPolicy, Ttl } from "../distribution";

export const awsCachePolicy = "aws:cloudfront/cachePolicy:CachePolicy";
export const awsOriginRequestPolicy = "aws:cloudfront/originRequestPolicy:OriginRequestPolicy";
export const nativeCachePolicy = "aws-native:cloudfront:CachePolicy";
export const nativeOriginRequestPolicy = "aws-native:cloudfront:OriginRequestPolicy";

/** The cache policy of an id: AWS's own, or one that either provider made. */
export function findCachePolicy(account: Account, id: string): CachePolicy | undefined {
  const custom = account.get(awsCachePolicy, id) ?? account.get(nativeCachePolicy, id);
  return managedCachePolicies.get(id) ?? (custom && readCachePolicy(custom.outputs));
}

export function findOriginRequestPolicy(account: Account, id: string): OriginRequestPolicy | undefined {
  const custom = account.get(awsOriginRequestPolicy, id) ?? account.get(nativeOriginRequestPolicy, id);
  return managedOriginRequestPolicies.get(id) ?? (custom && readOriginRequestPolicy(custom.outputs));
}

/** aws lists names under `items`, aws-native at once. */
type Names = readonly string[] | { readonly items?: readonly string[] };

interface Settings {
  readonly headersConfig: { readonly headerBehavior: string; readonly headers?: Names };
  readonly cookiesConfig: { readonly cookieBehavior: string; readonly cookies?: Names };
  readonly queryStringsConfig: { readonly queryStringBehavior: string; readonly queryStrings?: Names };
}

export interface CachePolicySettings {
  readonly minTtl?: number;
  readonly defaultTtl?: number;
  readonly maxTtl?: number;
  readonly parametersInCacheKeyAndForwardedToOrigin: Settings & {
    readonly enableAcceptEncodingBrotli?: boolean;
    readonly enableAcceptEncodingGzip?: boolean;
  };
}

/** What aws-native wraps and aws does not. */
export function cachePolicySettings(properties: JsonObject): CachePolicySettings {
  return (properties.cachePolicyConfig ?? properties) as unknown as CachePolicySettings;
}

export function readCachePolicy(properties: JsonObject): CachePolicy {
  const { minTtl = 0, defaultTtl = 86400, maxTtl = 31536000, ...settings } = cachePolicySettings(properties);
  const parameters = settings.parametersInCacheKeyAndForwardedToOrigin;
  return {
    ...selections(parameters),
    ttl: ttlOf(minTtl, defaultTtl, maxTtl),
    brotli: parameters.enableAcceptEncodingBrotli ?? false,
    gzip: parameters.enableAcceptEncodingGzip ?? false,
  };
}

/** A minimum raises what is below it. https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CachePolicyConfig.html */
export function ttlOf(min: number, normal: number, max: number): Ttl {
  return { min, default: Math.max(normal, min), max: Math.max(max, min) };
}

export function readOriginRequestPolicy(properties: JsonObject): OriginRequestPolicy {
  return selections((properties.originRequestPolicyConfig ?? properties) as unknown as Settings);
}

function selections({ headersConfig, cookiesConfig, queryStringsConfig }: Settings): OriginRequestPolicy {
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
      throw new Error(`CloudFront knows no behavior "${behavior}"`);
  }
}
