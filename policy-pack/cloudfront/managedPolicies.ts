/** The values of one kind (headers, cookies or query strings) that a setting forwards. */
export type Selection<Name = string> =
  { readonly kind: "none" | "all" } | { readonly kind: "only" | "allExcept"; readonly names: readonly Name[] };

export interface ManagedOriginRequestPolicy {
  readonly id: string;
  readonly headers: Selection;
  readonly cookies: Selection;
  readonly queryStrings: Selection;
}

export interface ManagedCachePolicy extends ManagedOriginRequestPolicy {
  /** In seconds. */
  readonly ttl: { readonly min: number; readonly default: number; readonly max: number };
  readonly gzip: boolean;
  readonly brotli: boolean;
}

export interface ManagedResponseHeadersPolicy {
  readonly id: string;
  readonly add: readonly AddedHeader[];
  readonly cors?: ManagedCors;
}

export interface AddedHeader {
  readonly name: string;
  readonly value: string;
  /** Whether it replaces the origin's header. */
  readonly override: boolean;
}

export interface ManagedCors {
  readonly origins: readonly string[];
  readonly methods: readonly string[];
  readonly headers: readonly string[];
  readonly expose: readonly string[];
  readonly credentials: boolean;
  readonly override: boolean;
}

const none = { kind: "none" } as const;
const all = { kind: "all" } as const;
const only = (...names: string[]): Selection => ({ kind: "only", names });

const day = 86400;
const year = 31536000;
const methodOverrides = ["X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override"];

// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html
const cachePolicies = {
  CachingDisabled: cachePolicy("4135ea2d-6df8-44a3-9df3-4b5a84be39ad", [0, 0, 0], none, none, none, ""),
  CachingOptimized: cachePolicy("658327ea-f89d-4fab-a63d-7e88639e58f6", [1, day, year], none, none, none, "gzip br"),
  CachingOptimizedForUncompressedObjects: cachePolicy(
    "b2884449-e4de-46a7-ac36-70bc7f1ddd6d",
    [1, day, year],
    none,
    none,
    none,
    "",
  ),
  "Elemental-MediaPackage": cachePolicy(
    "08627262-05a9-4f76-9ded-b50ca2e3a84f",
    [0, day, year],
    only("Origin"),
    none,
    only("aws.manifestfilter", "start", "end", "m"),
    "gzip",
  ),
  UseOriginCacheControlHeaders: cachePolicy(
    "83da9c7e-98b4-4e11-a168-04f0df8e2c65",
    [0, 0, year],
    only("Host", "Origin", ...methodOverrides),
    all,
    none,
    "gzip br",
  ),
  "UseOriginCacheControlHeaders-QueryStrings": cachePolicy(
    "4cc15a8a-d715-48a4-82b8-cc0b614638fe",
    [0, 0, year],
    only("Host", "Origin", ...methodOverrides),
    all,
    all,
    "gzip br",
  ),
  Amplify: cachePolicy(
    "2e54312d-136d-493c-8eb9-b001f22f67d2",
    [2, 2, 600],
    only("Authorization", "CloudFront-Viewer-Country", "Host"),
    all,
    all,
    "gzip br",
  ),
  "Amplify-Default": cachePolicy(
    "4d1d2f1d-3a71-49ad-9e08-7ea5d843a556",
    [0, 0, year],
    only("Accept", "Authorization", "CloudFront-Viewer-Country", "Host"),
    all,
    all,
    "gzip br",
  ),
  "Amplify-DefaultNoCookies": cachePolicy(
    "a6bad946-36c3-4c33-aa98-362c74a7fb13",
    [0, 0, year],
    only("Accept", "Authorization", "CloudFront-Viewer-Country", "Host"),
    none,
    all,
    "gzip br",
  ),
  "Amplify-ImageOptimization": cachePolicy(
    "1c6db51a-a33f-469a-8245-dae26771f530",
    [0, 0, year],
    only("Accept", "Authorization", "Host"),
    none,
    all,
    "gzip br",
  ),
  "Amplify-StaticContent": cachePolicy(
    "7e5fad67-ee98-4ad0-b05a-394999eefc1a",
    [0, 0, year],
    only("Authorization", "Host"),
    none,
    none,
    "gzip br",
  ),
} as const;

// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-origin-request-policies.html
const originRequestPolicies = {
  AllViewer: originRequestPolicy("216adef6-5c7f-47e4-b989-5492eafa07d3", all, all, all),
  // CloudFront generates the 21 headers that this policy adds; none of them is Host.
  "AllViewerAndCloudFrontHeaders-2022-06": originRequestPolicy("33f36d7e-f396-46d9-90e0-52428a34d9dc", all, all, all),
  AllViewerExceptHostHeader: originRequestPolicy(
    "b689b0a8-53d0-40ab-baf2-68738e2966ac",
    { kind: "allExcept", names: ["Host"] },
    all,
    all,
  ),
  "CORS-CustomOrigin": originRequestPolicy("59781a5b-3903-41f3-afcb-af62929ccde1", only("Origin"), none, none),
  "CORS-S3Origin": originRequestPolicy(
    "88a5eaf4-2fd4-4709-b370-b4c650ea3fcf",
    only("Origin", "Access-Control-Request-Headers", "Access-Control-Request-Method"),
    none,
    none,
  ),
  "Elemental-MediaTailor-PersonalizedManifests": originRequestPolicy(
    "775133bc-15f2-49f9-abea-afb2e0bf67d2",
    only("Origin", "Access-Control-Request-Headers", "Access-Control-Request-Method", "User-Agent", "X-Forwarded-For"),
    none,
    all,
  ),
  HostHeaderOnly: originRequestPolicy("bf0718e1-ba1e-49d1-88b1-f726733018ae", only("Host"), none, none),
  UserAgentRefererHeaders: originRequestPolicy(
    "acba4595-bd28-49b8-b9fe-13317c0390fa",
    only("User-Agent", "Referer"),
    none,
    none,
  ),
} as const;

const securityHeaders: readonly AddedHeader[] = [
  { name: "referrer-policy", value: "strict-origin-when-cross-origin", override: false },
  { name: "strict-transport-security", value: "max-age=31536000", override: false },
  { name: "x-content-type-options", value: "nosniff", override: true },
  { name: "x-frame-options", value: "SAMEORIGIN", override: false },
  { name: "x-xss-protection", value: "1; mode=block", override: false },
];
const anyOrigin = { origins: ["*"], headers: [], credentials: false, override: false };
const simpleCors: ManagedCors = { ...anyOrigin, methods: [], expose: [] };
const corsWithPreflight: ManagedCors = {
  ...anyOrigin,
  methods: ["GET", "HEAD", "PUT", "POST", "PATCH", "DELETE", "OPTIONS"],
  expose: ["*"],
};

// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-response-headers-policies.html
const responseHeadersPolicies = {
  SimpleCORS: { id: "60669652-455b-4ae9-85a4-c4c02393f86c", add: [], cors: simpleCors },
  "CORS-With-Preflight": { id: "5cc3b908-e619-4b99-88e5-2cf7f45965bd", add: [], cors: corsWithPreflight },
  SecurityHeadersPolicy: { id: "67f7725c-6f97-4210-82d7-5512b31e9d03", add: securityHeaders },
  "CORS-and-SecurityHeadersPolicy": {
    id: "e61eb60c-9c35-4d20-a928-2b84e02af89c",
    add: securityHeaders,
    cors: simpleCors,
  },
  "CORS-with-preflight-and-SecurityHeadersPolicy": {
    id: "eaab4381-ed33-4a86-88ca-d9558dc6cd63",
    add: securityHeaders,
    cors: corsWithPreflight,
  },
} as const;

type Named<Policy> = Policy & { readonly name: string };

/** The managed policies by ID. */
export const managedCachePolicies = byId<ManagedCachePolicy>(cachePolicies);
export const managedOriginRequestPolicies = byId<ManagedOriginRequestPolicy>(originRequestPolicies);
export const managedResponseHeadersPolicies = byId<ManagedResponseHeadersPolicy>(responseHeadersPolicies);

const allPolicies = { ...cachePolicies, ...originRequestPolicies, ...responseHeadersPolicies };

export type ManagedPolicyName = keyof typeof allPolicies;

export function managedPolicyId(name: ManagedPolicyName): string {
  return allPolicies[name].id;
}

function byId<Policy extends { readonly id: string }>(
  policies: Readonly<Record<string, Policy>>,
): ReadonlyMap<string, Named<Policy>> {
  return new Map(Object.entries(policies).map(([name, policy]) => [policy.id, { name, ...policy }]));
}

function cachePolicy(
  id: string,
  [min, normal, max]: readonly [number, number, number],
  headers: Selection,
  cookies: Selection,
  queryStrings: Selection,
  encodings: "" | "gzip" | "gzip br",
): ManagedCachePolicy {
  const ttl = { min, default: normal, max };
  return { id, ttl, headers, cookies, queryStrings, gzip: encodings !== "", brotli: encodings === "gzip br" };
}

function originRequestPolicy(
  id: string,
  headers: Selection,
  cookies: Selection,
  queryStrings: Selection,
): ManagedOriginRequestPolicy {
  return { id, headers, cookies, queryStrings };
}
