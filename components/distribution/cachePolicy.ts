import * as cloudfront from "@pulumi/aws/cloudfront";
import * as pulumi from "@pulumi/pulumi";
import { Behavior, byOriginKind, CachePolicy } from "./behavior";

export interface CustomPolicies {
  readonly cachePolicyId: pulumi.Output<string>;
  /** Set if headers outside the cache key are forwarded. */
  readonly originRequestPolicyId?: pulumi.Output<string>;
}

const year = 31_536_000;

/** The policies of a behavior, or undefined if it has no `cache`. */
export function customPolicies(
  name: string,
  route: string,
  behavior: Behavior,
  opts: pulumi.CustomResourceOptions,
): CustomPolicies | undefined {
  if (behavior.cache === undefined) {
    return undefined;
  }
  const cachePolicyId = new cloudfront.CachePolicy(
    `${name}-cache-policy-${route}`,
    cachePolicyArgs(behavior.cache),
    opts,
  ).id;
  const forwarded = byOriginKind(behavior, {
    "api-gateway": ({ forwardHeaders = [] }) => forwardHeaders,
    s3: () => [],
    custom: () => [],
  });
  if (forwarded.length === 0) {
    return { cachePolicyId };
  }
  const requestPolicy = new cloudfront.OriginRequestPolicy(
    `${name}-origin-request-policy-${route}`,
    {
      headersConfig: { headerBehavior: "whitelist", headers: { items: [...forwarded] } },
      cookiesConfig: { cookieBehavior: "none" },
      queryStringsConfig: { queryStringBehavior: "none" },
    },
    opts,
  );
  return { cachePolicyId, originRequestPolicyId: requestPolicy.id };
}

/** The effective TTLs in seconds. CloudFront's own default caches responses without Cache-Control for a day; this one does not. */
export function ttlOf({ ttl = {} }: CachePolicy): {
  readonly min: number;
  readonly default: number;
  readonly max: number;
} {
  const min = ttl.min ?? 0;
  const usual = ttl.default ?? min;
  return { min, default: usual, max: ttl.max ?? Math.max(year, usual) };
}

function cachePolicyArgs(policy: CachePolicy): cloudfront.CachePolicyArgs {
  const { headers = [], cookies = [], queryStrings = [] } = policy;
  const ttl = ttlOf(policy);
  return {
    minTtl: ttl.min,
    defaultTtl: ttl.default,
    maxTtl: ttl.max,
    parametersInCacheKeyAndForwardedToOrigin: {
      headersConfig:
        headers.length === 0 ? { headerBehavior: "none" } : { headerBehavior: "whitelist", headers: items(headers) },
      cookiesConfig:
        cookies === "all" || cookies.length === 0
          ? { cookieBehavior: cookies === "all" ? "all" : "none" }
          : { cookieBehavior: "whitelist", cookies: items(cookies) },
      queryStringsConfig:
        queryStrings === "all" || queryStrings.length === 0
          ? { queryStringBehavior: queryStrings === "all" ? "all" : "none" }
          : { queryStringBehavior: "whitelist", queryStrings: items(queryStrings) },
      // Compression requires both: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/ServingCompressedFiles.html
      enableAcceptEncodingBrotli: true,
      enableAcceptEncodingGzip: true,
    },
  };
}

function items(names: readonly string[]): { items: string[] } {
  return { items: [...names] };
}
