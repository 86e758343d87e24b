import {
  managedCachePolicies,
  managedOriginRequestPolicies,
  Selection,
} from "../../../policy-pack/cloudfront/managedPolicies";
import { Account } from "../../account";

/** A distribution as it was deployed: the outputs of `aws:cloudfront/distribution:Distribution`. */
export interface Distribution {
  readonly id: string;
  readonly arn: string;
  readonly domainName: string;
  readonly aliases?: readonly string[];
  readonly defaultRootObject?: string;
  readonly origins: readonly Origin[];
  readonly defaultCacheBehavior: CacheBehavior;
  readonly orderedCacheBehaviors?: readonly OrderedCacheBehavior[];
  readonly viewerCertificate: { readonly acmCertificateArn?: string };
}

export interface Origin {
  readonly originId: string;
  readonly domainName: string;
  readonly originPath?: string;
  readonly originAccessControlId?: string;
  readonly customHeaders?: readonly { readonly name: string; readonly value: string }[];
  readonly customOriginConfig?: { readonly originProtocolPolicy: "http-only" | "https-only" | "match-viewer" };
}

export interface CacheBehavior {
  readonly targetOriginId: string;
  readonly viewerProtocolPolicy: "allow-all" | "https-only" | "redirect-to-https";
  readonly allowedMethods: readonly string[];
  readonly cachePolicyId?: string;
  readonly originRequestPolicyId?: string;
  readonly responseHeadersPolicyId?: string;
  readonly forwardedValues?: {
    readonly headers?: readonly string[];
    readonly queryString: boolean;
    readonly cookies: { readonly forward: "all" | "none" | "whitelist"; readonly whitelistedNames?: readonly string[] };
  };
}

export interface OrderedCacheBehavior extends CacheBehavior {
  readonly pathPattern: string;
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

export function distributions(account: Account): Distribution[] {
  return account
    .list("aws:cloudfront/distribution:Distribution")
    .map(({ outputs }) => outputs as unknown as Distribution);
}

export function forwardingOf(behavior: CacheBehavior, account: Account): Forwarding {
  const { cachePolicyId, originRequestPolicyId, forwardedValues } = behavior;
  if (cachePolicyId === undefined) {
    return legacyForwarding(forwardedValues);
  }
  const cache = managedCachePolicies.get(cachePolicyId) ?? customCachePolicy(account, cachePolicyId);
  const request =
    originRequestPolicyId === undefined
      ? undefined
      : (managedOriginRequestPolicies.get(originRequestPolicyId) ??
        customOriginRequestPolicy(account, originRequestPolicyId));
  const policies = request === undefined ? [cache] : [cache, request];
  return {
    legacy: false,
    headers: policies.map(({ headers }) => headers),
    cookies: policies.map(({ cookies }) => cookies),
    queryStrings: policies.map(({ queryStrings }) => queryStrings),
    encodings: [...(cache.brotli ? ["br" as const] : []), ...(cache.gzip ? ["gzip" as const] : [])],
  };
}

function legacyForwarding(values: CacheBehavior["forwardedValues"]): Forwarding {
  const { headers = [], queryString = false, cookies } = values ?? {};
  const every = headers.includes("*");
  return {
    legacy: true,
    headers: [every ? { kind: "all" } : { kind: "only", names: headers }],
    cookies: [
      cookies?.forward === "whitelist"
        ? { kind: "only", names: cookies.whitelistedNames ?? [] }
        : { kind: cookies?.forward === "all" ? "all" : "none" },
    ],
    queryStrings: [{ kind: queryString ? "all" : "none" }],
    encodings: [],
  };
}

interface Items {
  readonly items?: readonly string[];
}

interface CachePolicyOutputs {
  readonly parametersInCacheKeyAndForwardedToOrigin: {
    readonly enableAcceptEncodingBrotli?: boolean;
    readonly enableAcceptEncodingGzip?: boolean;
    readonly headersConfig: { readonly headerBehavior: string; readonly headers?: Items };
    readonly cookiesConfig: { readonly cookieBehavior: string; readonly cookies?: Items };
    readonly queryStringsConfig: { readonly queryStringBehavior: string; readonly queryStrings?: Items };
  };
}

type OriginRequestPolicyOutputs = Pick<
  CachePolicyOutputs["parametersInCacheKeyAndForwardedToOrigin"],
  "headersConfig" | "cookiesConfig" | "queryStringsConfig"
>;

function customCachePolicy(account: Account, id: string) {
  const { parametersInCacheKeyAndForwardedToOrigin: parameters } = policyOutputs(
    account,
    "aws:cloudfront/cachePolicy:CachePolicy",
    id,
  ) as CachePolicyOutputs;
  return {
    ...selections(parameters),
    brotli: parameters.enableAcceptEncodingBrotli ?? false,
    gzip: parameters.enableAcceptEncodingGzip ?? false,
  };
}

function customOriginRequestPolicy(account: Account, id: string) {
  const outputs = policyOutputs(account, "aws:cloudfront/originRequestPolicy:OriginRequestPolicy", id);
  return selections(outputs as OriginRequestPolicyOutputs);
}

function policyOutputs(account: Account, type: string, id: string): unknown {
  const stored = account.get(type, id);
  if (stored === undefined) {
    throw new Error(`a distribution uses ${type} ${id}, which does not exist`);
  }
  return stored.outputs;
}

function selections({ headersConfig, cookiesConfig, queryStringsConfig }: OriginRequestPolicyOutputs) {
  return {
    headers: selection(headersConfig.headerBehavior, headersConfig.headers),
    cookies: selection(cookiesConfig.cookieBehavior, cookiesConfig.cookies),
    queryStrings: selection(queryStringsConfig.queryStringBehavior, queryStringsConfig.queryStrings),
  };
}

/** https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_OriginRequestPolicyHeadersConfig.html */
function selection(behavior: string, list: Items | undefined): Selection {
  const names = list?.items ?? [];
  switch (behavior) {
    case "none":
      return { kind: "none" };
    case "whitelist":
      return { kind: "only", names };
    case "allExcept":
      return { kind: "allExcept", names };
    case "all":
    case "allViewer":
    case "allViewerAndWhitelistCloudFront":
      return { kind: "all" };
    default:
      throw new Error(`CloudFront knows no behavior "${behavior}"`);
  }
}
