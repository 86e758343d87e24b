import type { OutgoingHttpHeaders, ServerResponse } from "node:http";
import { STATUS_CODES } from "node:http";
import { commonHeaders, escapeMarkup } from "./errors";
import { S3Object } from "./object";

// https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
const errors = {
  AccessDenied: [403, "Access Denied"],
  IncorrectEndpoint: [
    400,
    "The specified bucket exists in another region. Please direct requests to the specified endpoint.",
  ],
  InvalidURI: [400, "Couldn't parse the specified URI."],
  MethodNotAllowed: [405, "The specified method is not allowed against this resource."],
  NoSuchBucket: [404, "The specified bucket does not exist"],
  NoSuchKey: [404, "The specified key does not exist."],
  NoSuchWebsiteConfiguration: [404, "The specified bucket does not have a website configuration"],
} as const satisfies Record<string, readonly [number, string]>;

export type WebsiteError = keyof typeof errors;

export function statusOf(error: WebsiteError): number {
  return errors[error][0];
}

/** Website endpoints return errors as HTML. */
export function sendErrorPage(
  response: ServerResponse,
  code: WebsiteError,
  details: Readonly<Record<string, string>> = {},
): void {
  const [status, message] = errors[code];
  const title = `${status} ${STATUS_CODES[status] ?? ""}`;
  const common = commonHeaders();
  const items = { Code: code, Message: message, ...details, RequestId: String(common["x-amz-request-id"]) };
  const list = Object.entries(items).map(([name, value]) => `<li>${name}: ${escapeMarkup(value)}</li>`);
  const body = [
    `<html>\n<head><title>${title}</title></head>\n<body>\n<h1>${title}</h1>\n<ul>`,
    ...list,
    "</ul>\n<hr/>\n</body>\n</html>\n",
  ].join("\n");
  // The code and the message are headers too, so that HEAD has them.
  const headers = { ...common, "x-amz-error-code": code, "x-amz-error-message": message };
  send(response, status, { ...headers, "content-type": "text/html; charset=utf-8" }, body);
}

/** The object that the website's configuration names for errors, with the error's status. */
export function sendErrorDocument(response: ServerResponse, error: WebsiteError, document: S3Object): void {
  send(response, statusOf(error), { ...commonHeaders(), ...document.headers }, document.content);
}

/** @param target the host and the protocol, if the redirection leaves the endpoint */
export function sendRedirect(
  response: ServerResponse,
  status: number,
  path: string,
  { hostName, protocol = "http" }: { readonly hostName?: string; readonly protocol?: string } = {},
): void {
  const location = hostName === undefined ? path : `${protocol}://${hostName}${path}`;
  send(response, status, { ...commonHeaders(), location }, "");
}

function send(response: ServerResponse, status: number, headers: OutgoingHttpHeaders, body: string | Buffer): void {
  response.writeHead(status, { ...headers, "content-length": Buffer.byteLength(body) });
  response.end(response.req.method === "HEAD" ? undefined : body);
}
