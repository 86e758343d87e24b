/** The values of one kind (headers, cookies or query strings) that a setting forwards. */
export type Selection<Name = string> =
  { readonly kind: "none" | "all" } | { readonly kind: "only" | "allExcept"; readonly names: readonly Name[] };

export interface ManagedCachePolicy {
  readonly name: string;
  /** Seconds. */
  readonly ttl: { readonly min: number; readonly default: number; readonly max: number };
  readonly headers: Selection;
  readonly cookies: Selection;
  readonly queryStrings: Selection;
  readonly gzip: boolean;
  readonly brotli: boolean;
}

export interface ManagedOriginRequestPolicy {
  readonly name: string;
  readonly headers: Selection;
  readonly cookies: Selection;
  readonly queryStrings: Selection;
}

const none = { kind: "none" } as const;
const all = { kind: "all" } as const;
const only = (...names: string[]): Selection => ({ kind: "only", names });

const day = 86400;
const year = 31536000;

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html */
export const managedCachePolicies: ReadonlyMap<string, ManagedCachePolicy> = new Map([
  cachePolicy("4135ea2d-6df8-44a3-9df3-4b5a84be39ad", "CachingDisabled", [0, 0, 0], none, none, none, ""),
  cachePolicy("658327ea-f89d-4fab-a63d-7e88639e58f6", "CachingOptimized", [1, day, year], none, none, none, "gzip br"),
  cachePolicy(
    "b2884449-e4de-46a7-ac36-70bc7f1ddd6d",
    "CachingOptimizedForUncompressedObjects",
    [1, day, year],
    none,
    none,
    none,
    "",
  ),
  cachePolicy(
    "08627262-05a9-4f76-9ded-b50ca2e3a84f",
    "Elemental-MediaPackage",
    [0, day, year],
    only("Origin"),
    none,
    only("aws.manifestfilter", "start", "end", "m"),
    "gzip",
  ),
  cachePolicy(
    "83da9c7e-98b4-4e11-a168-04f0df8e2c65",
    "UseOriginCacheControlHeaders",
    [0, 0, year],
    only("Host", "Origin", "X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override"),
    all,
    none,
    "gzip br",
  ),
  cachePolicy(
    "4cc15a8a-d715-48a4-82b8-cc0b614638fe",
    "UseOriginCacheControlHeaders-QueryStrings",
    [0, 0, year],
    only("Host", "Origin", "X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override"),
    all,
    all,
    "gzip br",
  ),
  cachePolicy(
    "2e54312d-136d-493c-8eb9-b001f22f67d2",
    "Amplify",
    [2, 2, 600],
    only("Authorization", "CloudFront-Viewer-Country", "Host"),
    all,
    all,
    "gzip br",
  ),
  cachePolicy(
    "4d1d2f1d-3a71-49ad-9e08-7ea5d843a556",
    "Amplify-Default",
    [0, 0, year],
    only("Accept", "Authorization", "CloudFront-Viewer-Country", "Host"),
    all,
    all,
    "gzip br",
  ),
  cachePolicy(
    "a6bad946-36c3-4c33-aa98-362c74a7fb13",
    "Amplify-DefaultNoCookies",
    [0, 0, year],
    only("Accept", "Authorization", "CloudFront-Viewer-Country", "Host"),
    none,
    all,
    "gzip br",
  ),
  cachePolicy(
    "1c6db51a-a33f-469a-8245-dae26771f530",
    "Amplify-ImageOptimization",
    [0, 0, year],
    only("Accept", "Authorization", "Host"),
    none,
    all,
    "gzip br",
  ),
  cachePolicy(
    "7e5fad67-ee98-4ad0-b05a-394999eefc1a",
    "Amplify-StaticContent",
    [0, 0, year],
    only("Authorization", "Host"),
    none,
    none,
    "gzip br",
  ),
]);

// The 21 headers that AllViewerAndCloudFrontHeaders-2022-06 adds are made by CloudFront; none of them is Host.
/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-origin-request-policies.html */
export const managedOriginRequestPolicies: ReadonlyMap<string, ManagedOriginRequestPolicy> = new Map([
  originRequestPolicy("216adef6-5c7f-47e4-b989-5492eafa07d3", "AllViewer", all, all, all),
  originRequestPolicy("33f36d7e-f396-46d9-90e0-52428a34d9dc", "AllViewerAndCloudFrontHeaders-2022-06", all, all, all),
  originRequestPolicy(
    "b689b0a8-53d0-40ab-baf2-68738e2966ac",
    "AllViewerExceptHostHeader",
    { kind: "allExcept", names: ["Host"] },
    all,
    all,
  ),
  originRequestPolicy("59781a5b-3903-41f3-afcb-af62929ccde1", "CORS-CustomOrigin", only("Origin"), none, none),
  originRequestPolicy(
    "88a5eaf4-2fd4-4709-b370-b4c650ea3fcf",
    "CORS-S3Origin",
    only("Origin", "Access-Control-Request-Headers", "Access-Control-Request-Method"),
    none,
    none,
  ),
  originRequestPolicy(
    "775133bc-15f2-49f9-abea-afb2e0bf67d2",
    "Elemental-MediaTailor-PersonalizedManifests",
    only("Origin", "Access-Control-Request-Headers", "Access-Control-Request-Method", "User-Agent", "X-Forwarded-For"),
    none,
    all,
  ),
  originRequestPolicy("bf0718e1-ba1e-49d1-88b1-f726733018ae", "HostHeaderOnly", only("Host"), none, none),
  originRequestPolicy(
    "acba4595-bd28-49b8-b9fe-13317c0390fa",
    "UserAgentRefererHeaders",
    only("User-Agent", "Referer"),
    none,
    none,
  ),
]);

function cachePolicy(
  id: string,
  name: string,
  [min, normal, max]: readonly [number, number, number],
  headers: Selection,
  cookies: Selection,
  queryStrings: Selection,
  encodings: "" | "gzip" | "gzip br",
): [string, ManagedCachePolicy] {
  const ttl = { min, default: normal, max };
  const compression = { gzip: encodings !== "", brotli: encodings === "gzip br" };
  return [id, { name, ttl, headers, cookies, queryStrings, ...compression }];
}

function originRequestPolicy(
  id: string,
  name: string,
  headers: Selection,
  cookies: Selection,
  queryStrings: Selection,
): [string, ManagedOriginRequestPolicy] {
  return [id, { name, headers, cookies, queryStrings }];
}
