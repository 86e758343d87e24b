import { randomBytes } from "node:crypto";
import type { OutgoingHttpHeaders, ServerResponse } from "node:http";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
const errors = {
  AccessDenied: [403, "Access Denied"],
  InvalidArgument: [400, "Unsupported Authorization Type"],
  InvalidRange: [416, "The requested range is not satisfiable"],
  InvalidURI: [400, "Couldn't parse the specified URI."],
  MethodNotAllowed: [405, "The specified method is not allowed against this resource."],
  NoSuchKey: [404, "The specified key does not exist."],
  PreconditionFailed: [412, "At least one of the pre-conditions you specified did not hold"],
  SignatureDoesNotMatch: [403, "The request signature we calculated does not match the signature you provided."],
} as const satisfies Record<string, readonly [number, string]>;

export type S3Error = keyof typeof errors;

/** The headers of every response. https://docs.aws.amazon.com/AmazonS3/latest/API/RESTCommonResponseHeaders.html */
export function commonHeaders(): OutgoingHttpHeaders {
  const requestId = randomBytes(8).toString("hex").toUpperCase();
  return { server: "AmazonS3", "x-amz-request-id": requestId, "x-amz-id-2": randomBytes(56).toString("base64") };
}

/** @param details more elements of the error, by name */
export function sendError(
  response: ServerResponse,
  code: S3Error,
  details: Readonly<Record<string, string>> = {},
  headers: OutgoingHttpHeaders = {},
): void {
  const [status, message] = errors[code];
  const common = commonHeaders();
  const elements = { Code: code, Message: message, ...details, RequestId: String(common["x-amz-request-id"]) };
  const body = xml("Error", elementsOf(elements));
  response.writeHead(status, {
    ...common,
    "content-type": "application/xml",
    "content-length": Buffer.byteLength(body),
    ...headers,
  });
  response.end(response.req.method === "HEAD" ? undefined : body);
}

export function xml(root: string, content: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${root}>${content}</${root.split(" ", 1)[0] ?? ""}>`;
}

export function elementsOf(values: Readonly<Record<string, string>>): string {
  return Object.entries(values)
    .map(([name, value]) => `<${name}>${escapeMarkup(value)}</${name}>`)
    .join("");
}

export function escapeMarkup(value: string): string {
  return value.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
