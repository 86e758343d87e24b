import { CustomErrorResponse } from "../../../local-aws/aws/cloudfront/distribution";
import { put, putFunction, putHttpApi } from "../../support/account";
import { EdgeRow, guide, Row } from "../../support/conformance";
import { cachingDisabled } from "../../support/programs";
import { account, front, https } from "./hosts";

const section = 6;
const errorCaching = guide("HTTPStatusCodes");

/** Counts its calls and responds with the status and the Cache-Control in the path. */
const counter = putFunction(
  account,
  `let calls = 0;
  exports.handler = async ({ rawPath }) => {
    const [, status, seconds] = rawPath.split("/");
    calls += 1;
    const headers = seconds === undefined ? {} : { "cache-control": "max-age=" + seconds };
    return { statusCode: Number(status), headers: { ...headers, "x-calls": String(calls) } };
  };`,
);
export const counting = { domainName: putHttpApi(account, counter).domainName, ...https };
const talkative = putFunction(
  account,
  `exports.handler = async () => ({
    statusCode: 200,
    headers: { via: "1.1 somebody", upgrade: "h2c", "x-own": "kept" },
    cookies: ["a=1"],
    body: "of the origin",
  });`,
);
export const toTalkative = { domainName: putHttpApi(account, talkative).domainName, ...https };
export const caching = put(account, "aws:cloudfront/cachePolicy:CachePolicy", {
  minTtl: 0,
  defaultTtl: 60,
  maxTtl: 3600,
  parametersInCacheKeyAndForwardedToOrigin: {
    headersConfig: { headerBehavior: "none" },
    cookiesConfig: { cookieBehavior: "none" },
    queryStringsConfig: { queryStringBehavior: "none" },
  },
});

export const cookies = guide("Cookies");
export const responses = guide("RequestAndResponseBehaviorCustomOrigin#ResponseBehavior");
const withoutCookies = { cachePolicyId: cachingDisabled, originRequestPolicyId: undefined };

export const answerRows: readonly EdgeRow[] = [
  {
    section,
    row: "an origin's Upgrade is removed",
    pages: [responses],
    host: front(toTalkative),
    expected: { status: 200, headers: { "x-own": "kept", upgrade: undefined } },
  },
  {
    section,
    row: "an origin's Set-Cookie is removed if no cookie is forwarded",
    pages: [cookies],
    host: front(toTalkative, withoutCookies),
    expected: { status: 200, body: /^of the origin$/, headers: { "set-cookie": undefined } },
  },
];

export interface ErrorRow extends Row {
  /** The status of the origin's response. */
  readonly status: number;
  readonly maxAge?: number;
  readonly entry?: CustomErrorResponse;
  readonly cachePolicyId?: string;
  /** The seconds for which CloudFront serves its cached response. 0 if it sends each request to the origin. */
  readonly expected: number;
}

const always10 = [404, 414, 500, 501, 502, 503, 504].map((status): ErrorRow => ({
  section,
  row: `an origin's ${status}`,
  pages: [errorCaching],
  status,
  expected: 10,
}));
const asked = [400, 403, 405, 412, 415].flatMap((status): ErrorRow[] => [
  { section, row: `an origin's ${status} without Cache-Control`, pages: [errorCaching], status, expected: 0 },
  { section, row: `an origin's ${status} with max-age=60`, pages: [errorCaching], status, maxAge: 60, expected: 60 },
]);

export const errorRows: readonly ErrorRow[] = [
  ...always10,
  ...asked,
  {
    section,
    row: "an error with a minimum of 100 s and max-age=5",
    pages: [errorCaching],
    status: 404,
    maxAge: 5,
    entry: { errorCode: 404, errorCachingMinTtl: 100 },
    expected: 100,
  },
  {
    section,
    row: "an error with a minimum of 100 s and max-age=500",
    pages: [errorCaching],
    status: 404,
    maxAge: 500,
    entry: { errorCode: 404, errorCachingMinTtl: 100 },
    expected: 500,
  },
  {
    section,
    row: "an error with CachingDisabled",
    pages: [errorCaching],
    status: 404,
    cachePolicyId: cachingDisabled,
    expected: 0,
  },
];
