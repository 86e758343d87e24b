import type { IncomingHttpHeaders } from "node:http";
import { distributionHostname } from "../../aws/hostnames";
import { Selection } from "../../../policy-pack/cloudfront/managedPolicies";
import { Forwarding, Origin } from "../../aws/cloudfront/distribution";
import { newRequestId } from "./pages";

export interface ViewerRequest {
  readonly method: string;
  /** The path and the query string, in the viewer's encoding. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly address: string;
  /** @default "1.1" */
  readonly httpVersion?: string;
  /** Whether it is the handshake of a WebSocket. @default false */
  readonly opensWebSocket?: boolean;
}

export interface OriginRequest {
  readonly path: string;
  readonly headers: Record<string, string | string[]>;
}

// What CloudFront does with a header that no setting selects. Headers in neither list are "Other-defined headers".
// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/RequestAndResponseBehaviorCustomOrigin.html#request-custom-headers-behavior
const removed = new Set(
  (
    "accept accept-charset accept-encoding accept-language cookie expect referer user-agent x-amz-cf-id " +
    "x-http-method-override host via x-forwarded-for"
  ).split(" "),
);
const forwarded = new Set(
  (
    "cache-control content-encoding content-language content-length content-md5 content-type date from if-match " +
    "if-modified-since if-none-match if-range if-unmodified-since max-forwards origin pragma range request-range warning"
  ).split(" "),
);
// Headers that CloudFront removes and that no setting can select: "Caching Based on Header Values Is Supported: No".
const alwaysRemoved = new Set(
  (
    "connection keep-alive proxy-authenticate proxy-authorization proxy-connection te trailer transfer-encoding " +
    "upgrade x-forwarded-proto x-real-ip"
  ).split(" "),
);

/** Headers of a connection, which CloudFront sends itself. */
export const upgradeHeaders = { connection: "Upgrade", upgrade: "websocket" };

/** Builds the origin request, with the origin's custom headers and without the signature of an OAC. */
export function originRequest(
  viewer: ViewerRequest,
  forwarding: Forwarding,
  origin: Origin,
  distributionId: string,
): OriginRequest {
  const headers: Record<string, string | string[]> = { host: origin.domainName, "user-agent": "Amazon CloudFront" };
  for (const [name, value] of Object.entries(viewer.headers)) {
    if (value !== undefined && isForwarded(name, viewer.method, forwarding)) {
      headers[name] = value;
    }
  }
  const cookie = selectCookies(viewer.headers.cookie, forwarding.cookies);
  if (cookie === "") {
    delete headers.cookie;
  } else {
    headers.cookie = cookie;
  }
  const encoding = acceptedEncoding(viewer.headers["accept-encoding"], forwarding.encodings);
  if (encoding !== undefined) {
    headers["accept-encoding"] = encoding;
  }
  headers["x-forwarded-for"] = appendTo(viewer.headers["x-forwarded-for"], viewer.address);
  headers.via = appendTo(viewer.headers.via, viaEntry(distributionId, viewer.httpVersion));
  headers["x-amz-cf-id"] = newRequestId();
  if (viewer.opensWebSocket === true) {
    Object.assign(headers, upgradeHeaders);
  }
  for (const { name, value } of origin.customHeaders ?? []) {
    headers[name.toLowerCase()] = value;
  }
  return { path: originPath(viewer.url, forwarding, origin), headers };
}

/** The entry that a distribution adds to the Via header of requests, with the viewer's HTTP version, and of responses. */
export function viaEntry(distributionId: string, httpVersion = "1.1"): string {
  return `${httpVersion} ${distributionHostname(distributionId)} (CloudFront)`;
}

function isForwarded(name: string, method: string, forwarding: Forwarding): boolean {
  if (alwaysRemoved.has(name) || name.startsWith("x-edge-")) {
    return false;
  }
  if (isSelectedHeader(forwarding.headers, name)) {
    return true;
  }
  if (name === "authorization") {
    return !["GET", "HEAD"].includes(method) && !(method === "OPTIONS" && forwarding.cachesOptions);
  }
  return forwarded.has(name) || (forwarding.legacy && !removed.has(name));
}

/** Whether a setting selects a header, whose names come in lower case. */
function isSelectedHeader(selections: readonly Selection[], header: string): boolean {
  return selections.some((selection) =>
    "names" in selection
      ? isIncluded({ ...selection, names: selection.names.map((listed) => listed.toLowerCase()) }, header)
      : isIncluded(selection, header),
  );
}

/**
 * Whether a setting selects a cookie or a query string. Letter case matters.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/Cookies.html
 */
function isSelectedValue(selections: readonly Selection[], name: string): boolean {
  return selections.some((selection) => isIncluded(selection, name));
}

function isIncluded(selection: Selection, name: string): boolean {
  switch (selection.kind) {
    case "none":
      return false;
    case "all":
      return true;
    case "only":
      return selection.names.includes(name);
    case "allExcept":
      return !selection.names.includes(name);
  }
}

export function selectCookies(header: string | undefined, selections: readonly Selection[]): string {
  return (header ?? "")
    .split(/;\s*/)
    .filter((pair) => pair !== "" && isSelectedValue(selections, pair.split("=", 1)[0] ?? ""))
    .join("; ");
}

function originPath(url: string, forwarding: Forwarding, origin: Origin): string {
  const [path, query] = splitOnce(url, "?");
  const forwardedQuery = selectQuery(query, forwarding.queryStrings);
  return `${origin.originPath ?? ""}${path}${forwardedQuery === "" ? "" : `?${forwardedQuery}`}`;
}

export function selectQuery(query: string | undefined, selections: readonly Selection[]): string {
  return (query ?? "")
    .split("&")
    .filter((pair) => pair !== "" && isSelectedValue(selections, decodeURIComponentSafely(pair.split("=", 1)[0] ?? "")))
    .join("&");
}

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/ServingCompressedFiles.html */
export function acceptedEncoding(
  header: string | string[] | undefined,
  encodings: Forwarding["encodings"],
): string | undefined {
  if (encodings.length === 0) {
    return undefined;
  }
  const offered = encodings.filter((encoding) => accepts[encoding].test(String(header ?? "")));
  return offered.length === 0 ? "identity" : offered.join(",");
}

/** Matches an Accept-Encoding header that lists the coding without a weight of 0: https://www.rfc-editor.org/rfc/rfc9110#section-12.4.2 */
const accepts = { br: listing("br"), gzip: listing("gzip") };

function listing(coding: string): RegExp {
  return new RegExp(`(?:^|,)\\s*${coding}\\s*(?!;\\s*q=0(?:\\.0*)?\\s*(?:,|$))(?:[;,]|$)`, "i");
}

function appendTo(header: string | string[] | undefined, value: string): string {
  return header === undefined ? value : `${String(header)}, ${value}`;
}

export function splitOnce(value: string, separator: string): [string, string?] {
  const at = value.indexOf(separator);
  return at === -1 ? [value] : [value.slice(0, at), value.slice(at + 1)];
}

function decodeURIComponentSafely(encoded: string): string {
  try {
    return decodeURIComponent(encoded);
  } catch {
    return encoded;
  }
}
