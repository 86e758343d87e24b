import fresh from "fresh";
import type { IncomingHttpHeaders } from "node:http";

/** The response headers that identify a version of a resource. */
export interface Validators {
  readonly etag?: string | undefined;
  readonly "last-modified"?: string | undefined;
}

/** Whether the client already has this version. If-None-Match overrides If-Modified-Since: https://www.rfc-editor.org/rfc/rfc9110#section-13.2.2 */
export function hasCurrentVersion(request: IncomingHttpHeaders, validators: Validators): boolean {
  // Only these two headers: with the client's Cache-Control, `fresh` would ignore them for a reload.
  const { "if-none-match": noneMatch, "if-modified-since": modifiedSince } = request;
  return fresh({ "if-none-match": noneMatch, "if-modified-since": modifiedSince }, { ...validators });
}

/** Whether the request is for this version. If-Match overrides If-Unmodified-Since. */
export function isForVersion(
  request: IncomingHttpHeaders,
  { etag, "last-modified": lastModified }: Validators,
): boolean {
  const { "if-match": match, "if-unmodified-since": unmodifiedSince } = request;
  return match === undefined
    ? !(Date.parse(lastModified ?? "") > Date.parse(unmodifiedSince ?? ""))
    : fresh({ "if-none-match": match }, { etag });
}

export interface ByteRange {
  readonly first: number;
  readonly last: number;
}

/**
 * Reads a Range header with one range of bytes. A server may ignore any other: undefined means the whole body.
 * https://www.rfc-editor.org/rfc/rfc9110#section-14.2
 */
export function readRange(header: string | undefined, length: number): ByteRange | "unsatisfiable" | undefined {
  const [, from = "", to = ""] = /^bytes=(\d*)-(\d*)$/.exec(header ?? "") ?? [];
  if ((from === "" && to === "") || (from !== "" && to !== "" && Number(to) < Number(from))) {
    return undefined;
  }
  const first = from === "" ? Math.max(0, length - Number(to)) : Number(from);
  const last = from === "" || to === "" ? length - 1 : Math.min(Number(to), length - 1);
  return first > last ? "unsatisfiable" : { first, last };
}
