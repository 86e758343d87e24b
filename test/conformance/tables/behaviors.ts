import { putLoadBalancer, putRecord } from "../../support/account";
import { EdgeRow, guide } from "../../support/conformance";
import { allViewer, cachingDisabled } from "../../support/programs";
import { behaviorTo, deployDistribution, Shape, shapes } from "../../support/shapes";
import { allMethods } from "./distributions";
import { account, api, front, https, regionalName, toApi } from "./hosts";

const section = 6;
const balancer = { domainName: putLoadBalancer(account), ...https };
const valuesOfBehavior = guide("DownloadDistValuesCacheBehavior#DownloadDistValuesPathPattern");

/** The patterns use the API, in this order; the default behavior uses a load balancer. */
function patterns(...list: readonly string[]): string {
  const orderedCacheBehaviors = list.map((pathPattern) => ({ pathPattern, ...behaviorTo("api") }));
  return deployDistribution(account, "aws", { balancer, api: toApi }, { orderedCacheBehaviors });
}

function pattern(row: string, pathPattern: string, path: string, matches: boolean): EdgeRow {
  return {
    section,
    row: `${row}: "${pathPattern}" ${matches ? "matches" : "does not match"} ${path}`,
    pages: [valuesOfBehavior],
    host: patterns(pathPattern),
    request: { path },
    expected: { status: 200, body: matches ? /^Hello from/ : /load balancer/ },
  };
}

export const patternRows: readonly EdgeRow[] = [
  pattern("* matches any characters", "/api/*", "/api/", true),
  pattern("* matches any characters, including slashes", "/api/*", "/api/a/b", true),
  pattern("a pattern for a folder does not match the folder itself", "/api/*", "/api", false),
  pattern("patterns are case-sensitive", "/api/*", "/API/a", false),
  pattern("a leading slash is implied", "*product.jpg", "/a/product.jpg", true),
  pattern("a leading slash is allowed", "/*product.jpg", "/product.jpg", true),
  pattern("a leading slash is implied", "images/*.jpg", "/images/a.jpg", true),
  pattern("? is one character", "/a?c", "/abc", true),
  pattern("? is one character", "/a?c", "/ac", false),
  pattern("? is one character, a slash too", "/a?c", "/a/c", true),
  pattern("a dot is a dot", "/a.b", "/axb", false),
  pattern("a dollar sign is one", "/a$", "/a$", true),
  pattern("a single * matches everything", "*", "/", true),
  pattern("the query string is ignored", "/a", "/a?b=/c", true),
  pattern("the query string is ignored", "*/b", "/a?x=/b", false),
  pattern("the path is normalized", "/a*", "/a/b/..?c=1", true),
  pattern("the path is normalized", "/a/b*", "/a/b/..?c=1", false),
  pattern("double slashes are merged", "/a/b*", "//a//b", true),
  {
    section,
    row: "cookies are ignored",
    pages: [valuesOfBehavior],
    host: patterns("/a"),
    request: { path: "/b", headers: { cookie: "path=/a" } },
    expected: { status: 200, body: /load balancer/ },
  },
  {
    section,
    row: "the first match in list order wins",
    pages: [valuesOfBehavior],
    host: deployDistribution(
      account,
      "aws",
      { api: toApi, balancer },
      {
        orderedCacheBehaviors: [
          { pathPattern: "/a*", ...behaviorTo("balancer") },
          { pathPattern: "/a/b", ...behaviorTo("api") },
        ],
      },
    ),
    request: { path: "/a/b" },
    expected: { status: 200, body: /load balancer/ },
  },
  {
    section,
    row: "the default behavior comes last",
    pages: [valuesOfBehavior],
    host: patterns("/a", "/b"),
    request: { path: "/c" },
    expected: { status: 200, body: /load balancer/ },
  },
  ...["/a/../b", "//a//b", "/a%2Fb", "/%7Ea"].map((path): EdgeRow => ({
    section,
    row: `the origin receives ${path} unchanged`,
    pages: [valuesOfBehavior],
    host: front(toApi),
    request: { path },
    expected: { status: 200, body: new RegExp(`^Hello from ${api}${path}$`) },
  })),
  {
    section,
    row: "the origin path precedes the path",
    pages: [guide("DownloadDistValuesOrigin#DownloadDistValuesOriginPath")],
    host: front({ ...toApi, originPath: "/above" }),
    expected: { status: 200, body: new RegExp(`^Hello from ${api}/above/hello$`) },
  },
];

const protocol = guide("using-https-viewers-to-cloudfront");
const redirecting = front(toApi, { viewerProtocolPolicy: "redirect-to-https", allowedMethods: allMethods });

const redirected = allMethods.map((method): EdgeRow => {
  const status = ["GET", "HEAD"].includes(method) ? 301 : 307;
  const request = { scheme: "http", method } as const;
  return {
    section,
    row: `redirect-to-https, ${method}`,
    pages: [protocol],
    host: redirecting,
    request,
    expected: { status },
  };
});

const methods = guide("DownloadDistValuesCacheBehavior#DownloadDistValuesAllowedHTTPMethods");
const notAllowed = /not configured to allow the HTTP request method that was used for this request\./;
const sets = [["GET", "HEAD"], ["GET", "HEAD", "OPTIONS"], allMethods];

const methodRows = sets.flatMap((allowedMethods): EdgeRow[] => {
  const host = front(toApi, { allowedMethods });
  return allMethods.map((method) => ({
    section,
    row: `${method} if ${allowedMethods.join(", ")} are allowed`,
    pages: [methods],
    ...(allowedMethods.includes(method) ? {} : { certainty: "reported" }),
    host,
    request: { method },
    expected: allowedMethods.includes(method) ? { status: 200 } : { status: 403, body: notAllowed },
  }));
});

const limits = guide("cloudfront-limits#limits-general");
const rootObject = guide("DefaultRootObject");
const defaultCacheBehavior = behaviorTo("api", { allowedMethods: ["GET", "HEAD", "OPTIONS"] });
const rooted = (row: string, path: string, reached: string, method = "GET", shape: Shape = "aws"): EdgeRow => ({
  section,
  row: `default root object, ${row}`,
  pages: [rootObject],
  host: deployDistribution(account, shape, { api: toApi }, { defaultRootObject: "index.html", defaultCacheBehavior }),
  request: { path, method },
  expected: { status: 200, body: new RegExp(`^Hello from ${api}${reached}$`) },
});

export const requestRows: readonly EdgeRow[] = [
  ...redirected,
  {
    section,
    row: "https-only over HTTP",
    pages: [protocol],
    host: front(toApi, { viewerProtocolPolicy: "https-only" }),
    request: { scheme: "http" },
    expected: { status: 403, body: /<H1>403 ERROR<\/H1>/ },
  },
  {
    section,
    row: "allow-all over HTTP",
    pages: [protocol],
    host: front(toApi, { viewerProtocolPolicy: "allow-all" }),
    request: { scheme: "http" },
    expected: { status: 200 },
  },
  ...methodRows,
  {
    section,
    row: "GET with a body",
    pages: [guide("RequestAndResponseBehaviorCustomOrigin#RequestCustom-get-body")],
    host: front(toApi),
    request: { headers: { "content-length": "1" }, body: "a" },
    expected: { status: 403 },
  },
  {
    section,
    row: "a URL of 8,192 bytes",
    pages: [limits],
    host: front(toApi),
    request: { path: `/${"a".repeat(8191)}` },
    expected: { status: 200 },
  },
  {
    section,
    row: "a URL of more than 8,192 bytes",
    pages: [limits],
    host: front(toApi),
    request: { path: `/${"a".repeat(8192)}` },
    expected: { status: 414, body: /<H1>414 ERROR<\/H1>/ },
  },
  {
    section,
    row: "a request of less than 32,768 bytes",
    pages: [limits],
    host: front(toApi),
    request: { headers: { "x-large": "a".repeat(8_000) } },
    expected: { status: 200 },
  },
  {
    section,
    row: "a request of more than 32,768 bytes",
    pages: [limits],
    host: front(toApi),
    request: { headers: { "x-large": "a".repeat(33_000) } },
    expected: { status: 494, body: /<H1>494 ERROR<\/H1>/ },
  },
  ...shapes.map((shape) => rooted(`/ of ${shape}`, "/", "/index.html", "GET", shape)),
  rooted("/ with a query string", "/?a=1", "/index.html"),
  rooted("/ by OPTIONS", "/", "/index.html", "OPTIONS"),
  rooted("a folder", "/a/", "/a/"),
];

putRecord(account, "lb.example.net", "gone-1.eu-west-1.elb.amazonaws.com");
const badGateway = { status: 502, headers: { "x-cache": "Error from cloudfront" } };

export const originRows: readonly EdgeRow[] = [
  {
    section,
    row: "an origin whose certificate matches neither its domain nor Host",
    pages: [guide("http-502-bad-gateway")],
    host: front({ domainName: regionalName, ...https }, { originRequestPolicyId: allViewer }),
    expected: badGateway,
  },
  {
    section,
    row: "an origin without a DNS name",
    pages: [guide("http-502-bad-gateway")],
    host: front({ domainName: "nowhere.example.net", ...https }),
    expected: badGateway,
  },
  {
    section,
    row: "an origin whose DNS name does not resolve to a service",
    pages: [guide("http-502-bad-gateway")],
    host: front({ domainName: "lb.example.net", ...https }, { cachePolicyId: cachingDisabled }),
    expected: badGateway,
  },
];
