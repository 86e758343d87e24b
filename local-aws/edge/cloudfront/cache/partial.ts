import type { IncomingHttpHeaders } from "node:http";
import { hasCurrentVersion, readRange } from "../../conditional";
import { headerOf, BufferedResponse, without } from "../response";

/** The response to a viewer's conditional or range request: 304, a part, or the whole. */
export function asRequested(response: BufferedResponse, viewer: IncomingHttpHeaders): BufferedResponse {
  if (response.status !== 200) {
    return response;
  }
  const { headers, body } = response;
  const validators = { etag: headerOf(headers, "etag"), "last-modified": headerOf(headers, "last-modified") };
  if (hasCurrentVersion(viewer, validators)) {
    return { status: 304, headers: without(headers, "content-type", "content-encoding"), body: Buffer.alloc(0) };
  }
  const ifRange = viewer["if-range"];
  if (ifRange !== undefined && !Object.values(validators).includes(String(ifRange))) {
    return response;
  }
  const range = readRange(viewer.range, body.length);
  if (range === undefined) {
    return response;
  }
  if (range === "unsatisfiable") {
    return { status: 416, headers: { ...headers, "content-range": `bytes */${body.length}` }, body: Buffer.alloc(0) };
  }
  const { first, last } = range;
  return {
    status: 206,
    headers: { ...headers, "content-range": `bytes ${first}-${last}/${body.length}` },
    body: body.subarray(first, last + 1),
  };
}
