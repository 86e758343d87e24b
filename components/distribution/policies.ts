import * as cloudfront from "@pulumi/aws/cloudfront";
import * as pulumi from "@pulumi/pulumi";
import { createHash } from "node:crypto";
import { unprotected } from "../protection";
import { shortName } from "../shortName";
import { ApiBehavior, Behavior, byOriginKind, CachePolicy } from "./behavior";
import { listsByLegacy, ttlOf } from "./caching";

/** Policies that a behavior references. */
export interface CustomPolicies {
  /** Set if the behavior has a `cache`. */
  readonly cachePolicyId?: pulumi.Input<string>;
  /** Set if a list of headers outside the cache key is forwarded. */
  readonly originRequestPolicyId?: pulumi.Input<string>;
}

/** Creates the policies of a distribution's behaviors. Uncached behaviors with the same list of headers share a policy. */
export class Policies {
  private readonly opts: pulumi.CustomResourceOptions;
  private readonly uncachedLists = new Map<string, cloudfront.OriginRequestPolicy>();

  constructor(
    private readonly resourceName: string,
    opts: pulumi.CustomResourceOptions,
  ) {
    this.opts = unprotected(opts);
  }

  /** @param route a part of the resources' names */
  public policiesOf(route: string, behavior: Behavior): CustomPolicies {
    const list = byOriginKind<Pick<ApiBehavior, "forwardHeaders" | "listBy">>(behavior, {
      "api-gateway": (api) => api,
      s3: () => ({}),
      custom: () => ({}),
    });
    if (behavior.cache !== undefined) {
      return this.cached(route, behavior.cache, list.forwardHeaders ?? []);
    }
    return list.forwardHeaders === undefined || listsByLegacy(list)
      ? {}
      : { originRequestPolicyId: this.uncached(list.forwardHeaders).id };
  }

  private cached(route: string, cache: CachePolicy, forwardHeaders: readonly string[]): CustomPolicies {
    const cachePolicy = new cloudfront.CachePolicy(
      shortName("cloudFrontPolicy", `${this.resourceName}-cache-policy-${route}`),
      cachePolicyArgs(cache),
      this.opts,
    );
    // The cache policy forwards the headers of the key, and Accept-Encoding for compression.
    const inKey = ["accept-encoding", ...(cache.headers ?? []).map((name) => name.toLowerCase())];
    const others = forwardHeaders.filter((name) => !inKey.includes(name.toLowerCase()));
    if (others.length === 0) {
      return { cachePolicyId: cachePolicy.id };
    }
    const requestPolicy = new cloudfront.OriginRequestPolicy(
      shortName("cloudFrontPolicy", `${this.resourceName}-origin-request-policy-${route}`),
      {
        headersConfig: { headerBehavior: "whitelist", headers: items(others) },
        cookiesConfig: { cookieBehavior: "none" },
        queryStringsConfig: { queryStringBehavior: "none" },
      },
      this.opts,
    );
    return { cachePolicyId: cachePolicy.id, originRequestPolicyId: requestPolicy.id };
  }

  private uncached(forwardHeaders: readonly string[]): cloudfront.OriginRequestPolicy {
    const names = [...new Set(forwardHeaders.map((name) => name.toLowerCase()))].sort();
    const key = names.join();
    const existing = this.uncachedLists.get(key);
    if (existing !== undefined) {
      return existing;
    }
    // A new list gets a new name, so the distribution never has a policy with the list of another route.
    const hash = createHash("sha256").update(key).digest("hex").slice(0, 8);
    const policy = new cloudfront.OriginRequestPolicy(
      shortName("cloudFrontPolicy", `${this.resourceName}-forward-headers-${hash}`),
      {
        headersConfig:
          names.length === 0
            ? { headerBehavior: "none" }
            : { headerBehavior: "whitelist", headers: items(forwardHeaders) },
        cookiesConfig: { cookieBehavior: "all" },
        queryStringsConfig: { queryStringBehavior: "all" },
      },
      this.opts,
    );
    this.uncachedLists.set(key, policy);
    return policy;
  }
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
