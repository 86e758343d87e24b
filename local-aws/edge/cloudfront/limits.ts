import { hasBody, Request } from "../frontEnd";
import { ErrorPage } from "./pages";

// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html#limits-general
// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/RequestAndResponseBehaviorCustomOrigin.html
/** Bytes of the path and the query string. */
export const longestUrl = 8192;
const largestRequest = 32_768;

/** Bytes of the largest request body. CloudFront allows 50 GB. */
export const largestBody = 64 * 1024 * 1024;

/** Checks the limits and syntax that hold for every distribution. */
export function violatedLimit(request: Request): ErrorPage | undefined {
  const { url = "", rawHeaders, headers, method } = request;
  if (!url.startsWith("/") || (headers.host ?? "") === "") {
    return "badRequest";
  }
  if (url.length > longestUrl) {
    return "urlTooLong";
  }
  // On the wire, ": " or a line break follows each string.
  let size = url.length;
  for (const nameOrValue of rawHeaders) {
    // Node.js decodes each byte to one character.
    size += nameOrValue.length + 2;
  }
  if (size > largestRequest) {
    return "headersTooLarge";
  }
  return method === "GET" && hasBody(request) ? "bodyOfGet" : undefined;
}

/** A feature of CloudFront that the request needs and the local CloudFront does not model. */
export function notModeled({ headers }: Request): string | undefined {
  return headers["content-type"]?.startsWith("application/grpc") === true ? "gRPC" : undefined;
}
