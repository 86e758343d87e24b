import type { Http2ServerRequest } from "node:http2";
import type { Request } from "./frontEnd";

/**
 * Gives a request over HTTP/2 the headers that the same request has over HTTP/1.1: Host in place of the pseudo-header
 * `:authority`, and Transfer-Encoding for a body of unknown length. https://www.rfc-editor.org/rfc/rfc9113#section-8.3.1
 */
export function withHttp1Headers(request: Http2ServerRequest): Request {
  const { method, url, rawHeaders, stream } = request;
  const { ":authority": authority, host = authority ?? "", ...headers } = request.headers;
  const isChunked = headers["content-length"] === undefined && !stream.endAfterHeaders;
  const added = { host, ...(isChunked ? { "transfer-encoding": "chunked" } : {}) };
  const isKept = (name: string) => !name.startsWith(":") && name !== "host";
  const all = {
    ...added,
    ...Object.fromEntries(Object.entries(headers).filter(([name]) => isKept(name))),
  };
  const raw = [
    ...Object.entries(added).flat(),
    ...rawHeaders.filter((_, at) => isKept(rawHeaders[at - (at % 2)] ?? "")),
  ];
  // Node.js reads these properties from the headers with their pseudo-headers.
  return Object.defineProperties(request, {
    method: { value: method },
    url: { value: url },
    headers: { value: all },
    rawHeaders: { value: raw },
  });
}
