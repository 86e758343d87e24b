import type { IncomingMessage } from "node:http";
import { hasBody } from "../frontEnd";
import { Refusal } from "./pages";

// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html#limits-general
// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/RequestAndResponseBehaviorCustomOrigin.html
/** Bytes of the path and the query string. */
export const longestUrl = 8192;
const largestRequest = 32_768;

/** Bytes of a request body that an edge takes here. CloudFront's own limit is 50 GB. */
export const largestBody = 64 * 1024 * 1024;

/** Why CloudFront does not look at a request at all, whatever distribution it is for. */
export function refusalOf(request: IncomingMessage): Refusal | undefined {
  const { url = "", rawHeaders, headers, method } = request;
  if (!url.startsWith("/") || (headers.host ?? "") === "") {
    return "badRequest";
  }
  if (url.length > longestUrl) {
    return "urlTooLong";
  }
  // With ": " and a line break for each, as they came over the wire.
  let size = url.length;
  for (const text of rawHeaders) {
    // Node.js reads each byte as one character.
    size += text.length + 2;
  }
  if (size > largestRequest) {
    return "headersTooLarge";
  }
  return method === "GET" && hasBody(request) ? "bodyOfGet" : undefined;
}

/** What CloudFront serves and this model does not. */
export function notModelled({ headers }: IncomingMessage): string | undefined {
  if (headers.upgrade?.toLowerCase() === "websocket") {
    return "WebSocket";
  }
  return headers["content-type"]?.startsWith("application/grpc") === true ? "gRPC" : undefined;
}
