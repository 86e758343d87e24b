import { both, map, Maybe, Tristate } from "../../program/maybe";
import { CachePolicy, LegacySettings, ReadSelection } from "../model";
import { Refusal } from "./refusal";

const part = "cache policy";
// Reports with AWS's text for compression and for headers, and of a policy with cookies and query strings, whose text we
// conclude from the others.
const compression = "https://github.com/ballPointPenguin/artificial-u/pull/116";
const headers = "https://github.com/sladg/nextjs-lambda/pull/89";
const otherKeys = "https://github.com/cloudtools/troposphere/pull/1796";

// Headers, cookies, query strings and compression need a TTL above 0.
export const cachePolicyRefusals: readonly Refusal<CachePolicy>[] = [
  cachingDisabled("EnableAcceptEncodingGzip", compression, ({ gzip }) => gzip),
  cachingDisabled("EnableAcceptEncodingBrotli", compression, ({ brotli }) => brotli),
  cachingDisabled("HeaderBehavior", headers, (policy) => selects(policy.headers)),
  cachingDisabled("CookieBehavior", otherKeys, (policy) => selects(policy.cookies)),
  cachingDisabled("QueryStringBehavior", otherKeys, (policy) => selects(policy.queryStrings)),
];

function cachingDisabled(
  parameter: string,
  source: string,
  isOn: (policy: CachePolicy) => Tristate,
): Refusal<CachePolicy> {
  return {
    error: `InvalidArgument: The parameter ${parameter} is invalid for policy with caching disabled.`,
    source,
    part,
    isRefused: (policy) => both(cachesNothing(policy), isOn(policy)),
    problem: ({ name }) =>
      `CloudFront rejects ${parameter} in the cache policy "${withoutId(name).slice(0, 40)}", because minTtl, defaultTtl and maxTtl are 0. Use CachingDisabled and an origin request policy, or set maxTtl: 1.`,
  };
}

/** The name of a policy that a distribution refers to ends with its ID. */
function withoutId(name: string): string {
  return name.replace(/ \([^()]*\)$/, "");
}

function cachesNothing({ ttl }: CachePolicy): Tristate {
  return both(...[ttl.min, ttl.default, ttl.max].map((seconds) => map(seconds, (known) => known === 0)));
}

function selects(selection: Maybe<ReadSelection>): Tristate {
  return map(selection, ({ kind }) => kind !== "none");
}

export const legacyRefusals: readonly Refusal<LegacySettings>[] = [
  {
    error:
      "InvalidArgument: The parameter QueryString cannot be false if query strings are set in QueryStringCacheKeys.",
    source: "https://github.com/hashicorp/terraform-provider-aws/issues/17879",
    part: "forwardedValues",
    isRefused: ({ queryString, queryStringCacheKeys }) =>
      both(
        map(queryString, (isOn) => !isOn),
        map(queryStringCacheKeys, (keys) => keys.length > 0),
      ),
    problem: () =>
      "queryStringCacheKeys is set and queryString is false, so CloudFront rejects it. Set queryString: true, or remove queryStringCacheKeys.",
  },
];
