import { cloudFrontApi, guide } from "../../support/conformance";
import { behaviorTo } from "../../support/shapes";
import { accepted, allMethods, api, DistributionRow } from "./distributions";

const section = 6;
const pattern = [guide("DownloadDistValuesCacheBehavior#DownloadDistValuesPathPattern")] as const;
const methods = [cloudFrontApi("AllowedMethods")] as const;
const errors = [cloudFrontApi("CustomErrorResponse")] as const;
const isAccepted = /^accepted$/;
const patterned = (pathPattern: string) => ({ orderedCacheBehaviors: [{ pathPattern, ...behaviorTo("api") }] });
const allowing = (...allowedMethods: string[]) => ({ defaultCacheBehavior: behaviorTo("api", { allowedMethods }) });
const under = (originPath: string) => ({ origins: [{ ...api, originPath }, ...accepted.origins.slice(1)] });

/** The values that CloudFront accepts for a setting. It is assumed to reject values that its page does not list. */
export const settingRows: readonly DistributionRow[] = [
  {
    section,
    row: "a path pattern of 255 characters",
    pages: pattern,
    change: patterned(`/${"a".repeat(254)}`),
    expected: isAccepted,
  },
  {
    section,
    row: "a path pattern of 256 characters",
    pages: pattern,
    certainty: "derived",
    change: patterned(`/${"a".repeat(255)}`),
    expected: /^InvalidArgument: The parameter PathPattern/,
  },
  {
    section,
    row: "a path pattern with every allowed character",
    pages: pattern,
    change: patterned("/Az09_-.*?$~\"'@:+&"),
    expected: isAccepted,
  },
  {
    section,
    row: "a path pattern with a space",
    pages: pattern,
    certainty: "derived",
    change: patterned("/a b"),
    expected: /^InvalidArgument: The parameter PathPattern/,
  },
  {
    section,
    row: "an origin path that ends with a slash",
    pages: [guide("DownloadDistValuesOrigin#DownloadDistValuesOriginPath")],
    certainty: "derived",
    change: under("/prod/"),
    expected: /^InvalidArgument: The parameter OriginPath/,
  },
  {
    section,
    row: "an origin path",
    pages: [guide("DownloadDistValuesOrigin#DownloadDistValuesOriginPath")],
    change: under("/prod/a"),
    expected: isAccepted,
  },
  {
    section,
    row: "GET, HEAD and OPTIONS in any order",
    pages: methods,
    change: allowing("OPTIONS", "GET", "HEAD"),
    expected: isAccepted,
  },
  { section, row: "all seven methods", pages: methods, change: allowing(...allMethods), expected: isAccepted },
  {
    section,
    row: "GET, HEAD and POST",
    pages: methods,
    certainty: "derived",
    change: allowing("GET", "HEAD", "POST"),
    expected: /^InvalidArgument: The parameter AllowedMethods/,
  },
  {
    section,
    row: "a default root object with a leading slash",
    pages: [guide("DefaultRootObject"), cloudFrontApi("CreateDistribution")],
    certainty: "derived",
    change: { defaultRootObject: "/index.html" },
    expected: /^InvalidDefaultRootObject/,
  },
  {
    section,
    row: "an error page and its status",
    pages: errors,
    change: { customErrorResponses: [{ errorCode: 404, responseCode: 200, responsePagePath: "/index.html" }] },
    expected: isAccepted,
  },
  {
    section,
    row: "an error page without a status",
    pages: errors,
    certainty: "reported",
    change: { customErrorResponses: [{ errorCode: 404, responsePagePath: "/index.html" }] },
    expected: /^InvalidArgument: Your request must specify both ResponsePagePath and ResponseCode/,
  },
  {
    section,
    row: "a status without an error page",
    pages: errors,
    certainty: "reported",
    change: { customErrorResponses: [{ errorCode: 404, responseCode: 200 }] },
    expected: /^InvalidArgument: Your request must specify both ResponsePagePath and ResponseCode/,
  },
];
