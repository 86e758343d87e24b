import type { IncomingHttpHeaders } from "node:http";
import { Answer, headerOf, WholeAnswer, without } from "../answer";

/** A whole answer as this viewer asked for it: not at all where it has it already, or only a part. */
export function asAsked(answer: WholeAnswer, viewer: IncomingHttpHeaders): WholeAnswer {
  if (answer.status !== 200) {
    return answer;
  }
  if (isUnchanged(answer, viewer)) {
    return { status: 304, headers: without(answer.headers, "content-type", "content-encoding"), body: Buffer.alloc(0) };
  }
  return holdsForRange(answer, viewer["if-range"]) ? part(answer, viewer.range) : answer;
}

/** A date counts only where no ETag is given: https://www.rfc-editor.org/rfc/rfc9110#section-13.2.2 */
function isUnchanged({ headers }: Answer, viewer: IncomingHttpHeaders): boolean {
  const noneMatch = viewer["if-none-match"];
  const etag = headerOf(headers, "etag");
  if (noneMatch !== undefined) {
    const tags = noneMatch.split(",").map(opaque);
    return tags.includes("*") || (etag !== undefined && tags.includes(opaque(etag)));
  }
  const modifiedSince = viewer["if-modified-since"];
  if (modifiedSince === undefined) {
    return false;
  }
  const since = Date.parse(modifiedSince);
  return Date.parse(headerOf(headers, "last-modified") ?? "") <= since;
}

function opaque(tag: string): string {
  return tag.trim().replace(/^W\//, "");
}

function holdsForRange({ headers }: Answer, ifRange: string | string[] | undefined): boolean {
  return (
    ifRange === undefined || [headerOf(headers, "etag"), headerOf(headers, "last-modified")].includes(String(ifRange))
  );
}

/** One range of bytes; several, or what can't be read, get the whole. */
function part(answer: WholeAnswer, range: string | undefined): WholeAnswer {
  const { headers, body } = answer;
  const [, from = "", to = ""] = /^bytes=(\d*)-(\d*)$/.exec(range ?? "") ?? [];
  if ((from === "" && to === "") || (from !== "" && to !== "" && Number(to) < Number(from))) {
    return answer;
  }
  const first = from === "" ? Math.max(0, body.length - Number(to)) : Number(from);
  const last = from === "" || to === "" ? body.length - 1 : Math.min(Number(to), body.length - 1);
  if (first > last) {
    const contentRange = `bytes */${body.length}`;
    return { status: 416, headers: { ...headers, "content-range": contentRange }, body: Buffer.alloc(0) };
  }
  return {
    status: 206,
    headers: { ...headers, "content-range": `bytes ${first}-${last}/${body.length}` },
    body: body.subarray(first, last + 1),
  };
}
