import { posix } from "node:path";
import { problem, Problem } from "../../problems";
import { isLegacyOnly } from "../caching";
import { ApiBehavior, Behavior, byOriginKind, CustomBehavior, StaticBehavior } from "../behavior";
import { checkCache, checkHeaderCount } from "./cache";
import { checkForwardedHeader } from "./headers";
import { Located } from "./readable";

// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html#limits-keyvaluestores
const longestKey = 512;
const largestStore = 5 * 1024 * 1024;

/** @param headerQuota the account's quota of headers in a policy or in legacy settings */
export function checkBehavior({ value, path }: Located<Behavior>, headerQuota: number | undefined): Problem[] {
  const own = byOriginKind(value, {
    "api-gateway": (api) => [...checkApi(api, path, headerQuota), ...checkFailoverMethods(api, path)],
    // No check of the methods: they are always GET, HEAD and OPTIONS.
    s3: (files) => checkStatic(files, path),
    custom: (host) => [...checkCustom(host, path), ...checkFailoverMethods(host, path)],
  });
  return [...own, ...checkFailover(value, path), ...checkCache(value, path, headerQuota)];
}

function checkApi(behavior: ApiBehavior, path: string, headerQuota: number | undefined): Problem[] {
  const { forwardHeaders = [], cache } = behavior;
  const inKey = cache === undefined ? undefined : (cache.headers ?? []);
  return [
    ...forwardHeaders.flatMap((header, index) =>
      checkForwardedHeader(header, `${path}.forwardHeaders[${index}]`, inKey),
    ),
    ...checkHeaderCount(forwardHeaders, `${path}.forwardHeaders`, headerQuota),
    ...checkListBy(behavior, `${path}.listBy`),
    ...checkStreaming(behavior, path),
    ...checkResponseHeaders(behavior, path),
  ];
}

/** A behavior has one response headers policy. */
function checkResponseHeaders({ securityHeaders, responseHeadersPolicyId }: ApiBehavior, path: string): Problem[] {
  return securityHeaders === true && responseHeadersPolicyId !== undefined
    ? [
        problem(
          `${path}.securityHeaders`,
          true,
          "remove it, or remove responseHeadersPolicyId: a behavior has one policy",
        ),
      ]
    : [];
}

function checkStreaming({ origin, cache }: ApiBehavior, path: string): Problem[] {
  const { streaming, readTimeout = 30, responseCompletionTimeout = Infinity } = origin;
  return [
    ...(streaming === true && cache !== undefined
      ? [problem(`${path}.cache`, cache, "remove it: the API streams its responses")]
      : []),
    ...(responseCompletionTimeout < readTimeout
      ? [
          problem(
            `${path}.origin.responseCompletionTimeout`,
            responseCompletionTimeout,
            `use at least the ${readTimeout} seconds of readTimeout`,
          ),
        ]
      : []),
  ];
}

function checkListBy({ listBy, forwardHeaders, cache }: ApiBehavior, path: string): Problem[] {
  if (listBy !== undefined && (forwardHeaders === undefined || cache !== undefined)) {
    return [problem(path, listBy, "remove it: it applies to forwardHeaders without cache")];
  }
  const legacyOnly = forwardHeaders?.find(isLegacyOnly);
  return listBy === "policy" && legacyOnly !== undefined
    ? [problem(path, listBy, `remove it, or remove ${legacyOnly} from forwardHeaders: a policy may not list it`)]
    : [];
}

function checkCustom({ forwardHost, cache }: CustomBehavior, path: string): Problem[] {
  return forwardHost === true && cache !== undefined
    ? [problem(`${path}.forwardHost`, true, 'remove it, and add "Host" to cache.headers')]
    : [];
}

function checkFailover({ origin, failover }: Behavior, path: string): Problem[] {
  return failover?.name === origin.name
    ? [problem(`${path}.failover`, failover.name, "use an origin other than the route's own")]
    : [];
}

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/high_availability_origin_failover.html */
function checkFailoverMethods({ failover, methods }: ApiBehavior | CustomBehavior, path: string): Problem[] {
  return failover === undefined || methods === "read"
    ? []
    : [problem(`${path}.methods`, methods, 'use "read": CloudFront has no failover for other methods')];
}

function checkStatic(behavior: StaticBehavior, path: string): Problem[] {
  const { spa, directoryIndex, notFoundPage } = behavior;
  return [
    ...(spa === true && directoryIndex === true
      ? [problem(`${path}.directoryIndex`, true, "remove it or spa: only one of them can choose the page of a path")]
      : []),
    ...(notFoundPage === undefined ? [] : checkNotFoundPage(behavior, notFoundPage, `${path}.notFoundPage`)),
  ];
}

function checkNotFoundPage({ origin: { files } }: StaticBehavior, page: string, path: string): Problem[] {
  const wrong = (fix: string): Problem[] => [problem(path, page, fix)];
  if (posix.basename(page) !== "404.html") {
    return wrong(
      "use the path of a page named 404.html, for instance /404.html: StaticOrigin sets the metadata `status: 404` on " +
        "objects of this name",
    );
  }
  if (!page.startsWith("/")) {
    return wrong(`add the leading slash: "/${page}"`);
  }
  if (files === undefined) {
    return wrong("remove it, or set origin.files to the keys of the files: all other paths get the page");
  }
  if (!files.includes(page.slice(1))) {
    return wrong("use the path of one of origin.files");
  }
  const tooLong = files.find((file) => Buffer.byteLength(file) > longestKey);
  if (tooLong !== undefined) {
    return wrong(`remove it, or shorten the key "${tooLong}" to the ${longestKey} bytes that a key value store allows`);
  }
  return files.reduce((sum, file) => sum + Buffer.byteLength(`${file}file`), 0) > largestStore
    ? wrong("remove it: the keys of origin.files exceed the 5 MB of a key value store")
    : [];
}
