import { JsonObject } from "../../../local-aws/aws/account";
import { cloudFrontApi, guide, Row } from "../../support/conformance";
import { eleven } from "./distributions";

export interface PolicyRow extends Row {
  /** The parameters in the form of aws-native. Missing ones select nothing. */
  readonly parameters: JsonObject;
  readonly expected: RegExp;
}

export interface CachePolicyRow extends PolicyRow {
  readonly ttls: JsonObject;
}

const off = { minTtl: 0, defaultTtl: 0, maxTtl: 0 };
const headers = (...names: string[]) => ({ headersConfig: { headerBehavior: "whitelist", headers: names } });
const behavior = (headerBehavior: string) => ({ headersConfig: { headerBehavior, headers: ["Accept"] } });
const cookies = (...names: string[]) => ({ cookiesConfig: { cookieBehavior: "whitelist", cookies: names } });
const queryStrings = (...names: string[]) => ({
  queryStringsConfig: { queryStringBehavior: "whitelist", queryStrings: names },
});
const gzip = { enableAcceptEncodingGzip: true };
const isAccepted = /^accepted$/;

const config = cloudFrontApi("CachePolicyConfig");
const parametersPage = cloudFrontApi("ParametersInCacheKeyAndForwardedToOrigin");
const limits = guide("cloudfront-limits#limits-policies");
const disabled = guide("controlling-the-cache-key");

type Short = readonly [
  row: string,
  ttls: JsonObject,
  parameters: JsonObject,
  expected: RegExp,
  page: string,
  certainty?: Row["certainty"],
];

export const cachePolicyRows: readonly CachePolicyRow[] = (
  [
    ["a cache policy with nothing wrong", { minTtl: 1 }, { ...gzip, ...headers("Accept") }, isAccepted, config],
    ["a cache policy that caches nothing", off, {}, isAccepted, config],
    [
      "a cache policy's default TTL below its minimum",
      { minTtl: 2, defaultTtl: 1, maxTtl: 3 },
      {},
      /^InvalidArgument: .*MinTTL/,
      config,
    ],
    [
      "gzip in a cache policy that caches nothing",
      off,
      gzip,
      /^InvalidArgument: .*EnableAcceptEncodingGzip is invalid for policy with caching disabled/,
      disabled,
      "reported",
    ],
    [
      "Brotli in a cache policy that caches nothing",
      off,
      { enableAcceptEncodingBrotli: true },
      /^InvalidArgument: .*EnableAcceptEncodingBrotli is invalid for policy with caching disabled/,
      disabled,
      "reported",
    ],
    [
      "headers in a cache policy that caches nothing",
      off,
      headers("Host"),
      /^InvalidArgument: .*HeaderBehavior is invalid for policy with caching disabled/,
      disabled,
      "reported",
    ],
    [
      "cookies in a cache policy that caches nothing",
      off,
      cookies("a"),
      /^InvalidArgument: .*CookieBehavior is invalid for policy with caching disabled/,
      disabled,
      "the model's choice",
    ],
    [
      "query strings in a cache policy that caches nothing",
      off,
      queryStrings("a"),
      /^InvalidArgument: .*QueryStringBehavior is invalid for policy with caching disabled/,
      disabled,
      "the model's choice",
    ],
    [
      "Accept-Encoding in a cache policy with gzip",
      {},
      { ...gzip, ...headers("accept-encoding") },
      /^InvalidArgument: .*Accept-Encoding/,
      parametersPage,
      "reported",
    ],
    [
      "Accept-Encoding as an ordinary header of a cache policy",
      {},
      headers("Accept-Encoding"),
      isAccepted,
      parametersPage,
    ],
    [
      "a cache policy that takes all headers",
      {},
      behavior("allViewer"),
      /^InvalidArgument: .*HeaderBehavior must be none or whitelist/,
      cloudFrontApi("CachePolicyHeadersConfig"),
    ],
    [
      "a cache policy that takes all headers but some",
      {},
      behavior("allExcept"),
      /^InvalidArgument: .*HeaderBehavior must be none or whitelist/,
      cloudFrontApi("CachePolicyHeadersConfig"),
    ],
    ["eleven headers in a cache policy", {}, headers(...eleven), /^TooManyHeadersInCachePolicy/, limits],
    ["eleven cookies in a cache policy", {}, cookies(...eleven), /^TooManyCookiesInCachePolicy/, limits],
    [
      "eleven query strings in a cache policy",
      {},
      queryStrings(...eleven),
      /^TooManyQueryStringsInCachePolicy/,
      limits,
    ],
    ...["Connection", "cookie", "Proxy-Authorization", "TE", "Upgrade"].map((name): Short => [
      `${name} in a cache policy`,
      {},
      headers(name),
      /^InvalidArgument: The parameter Headers contains a header that cannot be in the cache key/,
      guide("header-caching"),
      "derived",
    ]),
  ] satisfies readonly Short[]
).map(([row, ttls, parameters, expected, page, certainty]: Short) => ({
  section: 3,
  row,
  ttls,
  parameters,
  expected,
  pages: [page],
  ...(certainty === undefined ? {} : { certainty }),
}));

const requestHeaders = cloudFrontApi("OriginRequestPolicyHeadersConfig");

export const requestPolicyRows: readonly PolicyRow[] = [
  {
    section: 3,
    row: "ten headers in an origin request policy",
    pages: [limits],
    parameters: headers(...eleven.slice(1)),
    expected: isAccepted,
  },
  {
    section: 3,
    row: "eleven headers in an origin request policy",
    pages: [limits],
    parameters: headers(...eleven),
    expected: /^TooManyHeadersInOriginRequestPolicy/,
  },
  {
    section: 3,
    row: "eleven cookies in an origin request policy",
    pages: [limits],
    parameters: cookies(...eleven),
    expected: /^TooManyCookiesInOriginRequestPolicy/,
  },
  {
    section: 3,
    row: "eleven query strings in an origin request policy",
    pages: [limits],
    parameters: queryStrings(...eleven),
    expected: /^TooManyQueryStringsInOriginRequestPolicy/,
  },
  {
    section: 3,
    row: "Accept-Encoding in an origin request policy",
    pages: [parametersPage],
    parameters: headers("Accept-Encoding"),
    expected: isAccepted,
  },
  {
    section: 3,
    row: "only Authorization in an origin request policy",
    pages: [guide("add-origin-custom-headers#add-origin-custom-headers-forward-authorization")],
    parameters: headers("Authorization"),
    expected: isAccepted,
  },
  {
    section: 3,
    row: "Host in an origin request policy's allExcept",
    pages: [requestHeaders, guide("using-managed-origin-request-policies")],
    parameters: { headersConfig: { headerBehavior: "allExcept", headers: ["Host"] } },
    expected: isAccepted,
  },
];
