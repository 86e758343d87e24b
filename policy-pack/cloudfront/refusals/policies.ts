import { both, either, map, Maybe, Tristate, Unknown } from "../../program/maybe";
import { defaultTtls } from "../defaultTtl";
import { includesHeader } from "../forwarding";
import { CachePolicy, LegacySettings, ReadSelection } from "../model";
import { Refusal } from "./refusal";

const part = "cache policy";
// Reports with AWS's text for compression and for headers, and of a policy with cookies and query strings, whose text we
// conclude from the others.
const compression = "https://github.com/ballPointPenguin/artificial-u/pull/116";
const headers = "https://github.com/sladg/nextjs-lambda/pull/89";
const otherKeys = "https://github.com/cloudtools/troposphere/pull/1796";

const headerCaching = "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/header-caching.html";
const roadmap = "https://github.com/aws-cloudformation/cloudformation-coverage-roadmap/issues/571";

// Headers, cookies, query strings and compression need a TTL above 0.
export const cachePolicyRefusals: readonly Refusal<CachePolicy>[] = [
  {
    // The page has the two values; the message is ours.
    error: "InvalidArgument: The parameter HeaderBehavior must be none or whitelist.",
    source: "https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CachePolicyHeadersConfig.html",
    part,
    isRefused: ({ headers }) => map(headers, ({ kind }) => kind !== "none" && kind !== "only"),
    problem: ({ name }) =>
      `a cache policy cannot forward all headers, so CloudFront rejects ${quoted(name)}. Set headerBehavior: "whitelist" and the headers, or forward them with an origin request policy.`,
  },
  {
    error: "InvalidArgument: The parameter Headers contains a header that cannot be in the cache key.",
    source: headerCaching,
    part,
    isConcluded: true,
    isRefused: ({ headers }) => map(headers, listsUncached),
    problem: () => "",
  },
  {
    // AWS names no error for it, so the message is ours.
    error: "InvalidArgument: The parameters MinTTL, DefaultTTL and MaxTTL must not decrease in this order.",
    source: roadmap,
    part,
    isConcluded: true,
    isRefused: isOutOfOrder,
    problem: ({ name }) =>
      `the cache policy ${quoted(name)} has a minTtl above its maxTtl, so CloudFront rejects it. Set minTtl <= defaultTtl <= maxTtl.`,
  },
  {
    // The message is ours.
    error: "InvalidArgument: The parameter Headers must not list Accept-Encoding, which the policy normalizes.",
    source: roadmap,
    part,
    isRefused: ({ headers, gzip, brotli }) =>
      both(
        either(gzip, brotli),
        map(headers, (selection) => includesHeader(selection, "Accept-Encoding")),
      ),
    problem: ({ name }) =>
      `the cache policy ${quoted(name)} lists Accept-Encoding and requests compressed responses, so CloudFront rejects it. Remove Accept-Encoding from its headers.`,
  },
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
      `CloudFront rejects ${parameter} in the cache policy ${quoted(name)}, because minTtl, defaultTtl and maxTtl are 0. Use CachingDisabled and an origin request policy, or set maxTtl: 1.`,
  };
}

/** The name of a policy for a message, without the ID that the name of a policy of a distribution ends with. */
function quoted(name: string): string {
  return `"${name.replace(/ \([^()]*\)$/, "").slice(0, 40)}"`;
}

function cachesNothing({ ttl }: CachePolicy): Tristate {
  return both(...[ttl.min, ttl.default, ttl.max].map((seconds) => map(seconds, (known) => known === 0)));
}

function selects(selection: Maybe<ReadSelection>): Tristate {
  return map(selection, ({ kind }) => kind !== "none");
}

/** Only the report of a minimum above the maximum is certain. A TTL with the default value can be one that is not set. */
function isOutOfOrder({ ttl }: CachePolicy): Tristate {
  return map(ttl.min, (min) =>
    map(ttl.default, (normal) =>
      map(ttl.max, (max): Tristate => {
        if (max !== defaultTtls.max && min > max) {
          return true;
        }
        const isSet = normal !== defaultTtls.default;
        return isSet && (min > normal || (max !== defaultTtls.max && normal > max)) ? outOfOrder : false;
      }),
    ),
  );
}

const outOfOrder = new Unknown(
  "its defaultTtl is below minTtl or above maxTtl, which CloudFront can reject",
  undefined,
  {
    resolution: "Set minTtl <= defaultTtl <= maxTtl.",
  },
);

const uncachedHeaders = ["Connection", "Cookie", "Proxy-Authorization", "TE", "Upgrade"];

function listsUncached(selection: ReadSelection): Tristate {
  return either(
    ...uncachedHeaders.map((header) => map(includesHeader(selection, header), (lists) => lists && uncached(header))),
  );
}

function uncached(header: string): Unknown {
  return new Unknown(`${header} cannot be in the cache key, so CloudFront can reject the list of headers`, undefined, {
    resolution: `Remove ${header} from it.`,
  });
}

export const legacyRefusals: readonly Refusal<LegacySettings>[] = [
  {
    error: "InvalidArgument: The parameter Headers contains a header that cannot be in the cache key.",
    source: headerCaching,
    part: "forwardedValues",
    isConcluded: true,
    isRefused: ({ headers }) => map(headers, (names) => listsUncached({ kind: "only", names })),
    problem: () => "",
  },
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
