import type { OutgoingHttpHeader, OutgoingHttpHeaders } from "node:http";
import { FrontEnd, Request, Response } from "./frontEnd";
import { PageReload, reloadTag } from "./pageReload";

interface Options {
  /** @default pages do not reload */
  readonly pageReload?: PageReload | undefined;
  /** The URL of a hostname that is served here, e.g. `https://www.example.com.localhost:8443`. */
  readonly servedAt: (host: string) => string | undefined;
}

/**
 * What a viewer under `.localhost` gets in addition to CloudFront's response: redirects to a hostname that is served here lead
 * to where it is served, and pages in a browser reload.
 */
export function onThisMachine(frontEnd: FrontEnd, { pageReload, servedAt }: Options): FrontEnd {
  const handle = (request: Request, response: Response): Promise<void> | undefined => {
    if (!isUnderLocalhost(request)) {
      return frontEnd.handle(request, response);
    }
    if (pageReload?.handle(request, response) === true) {
      return undefined;
    }
    changeHeaders(response, (headers) => redirected(headers, servedAt));
    if (pageReload !== undefined && isPage(request)) {
      // The tag is added to the plain text.
      delete request.headers["accept-encoding"];
      addTag(response);
    }
    return frontEnd.handle(request, response);
  };
  return Object.assign(Object.create(frontEnd) as FrontEnd, { handle });
}

/** The host as the viewer sent it; `request.headers.host` has no suffix. */
function isUnderLocalhost({ rawHeaders }: Request): boolean {
  const at = rawHeaders.findIndex((name) => name.toLowerCase() === "host");
  return /\.localhost(:\d+)?$/i.test(rawHeaders[at + 1] ?? "");
}

/** Whether a browser navigates. https://www.w3.org/TR/fetch-metadata/#sec-fetch-dest-header */
function isPage({ method, headers }: Request): boolean {
  return method === "GET" && headers["sec-fetch-dest"] === "document";
}

type Change = (headers: OutgoingHttpHeaders) => OutgoingHttpHeaders;

function changeHeaders(response: Response, change: Change): void {
  const writeHead = response.writeHead.bind(response);
  response.writeHead = (status: number, headers: OutgoingHttpHeaders = {}) => writeHead(status, change(headers));
}

function redirected(headers: OutgoingHttpHeaders, servedAt: Options["servedAt"]): OutgoingHttpHeaders {
  const location = text(headers.location);
  const url = location !== undefined && URL.canParse(location) ? new URL(location) : undefined;
  const origin = url === undefined || url.hostname.endsWith(".localhost") ? undefined : servedAt(url.hostname);
  return url === undefined || origin === undefined
    ? headers
    : { ...headers, location: `${origin}${url.pathname}${url.search}${url.hash}` };
}

function text(header: OutgoingHttpHeader | undefined): string | undefined {
  return typeof header === "string" ? header : undefined;
}

function addTag(response: Response): void {
  let isHtml = false;
  changeHeaders(response, (headers) => {
    isHtml =
      text(headers["content-type"])?.startsWith("text/html") === true && headers["content-encoding"] === undefined;
    const length = headers["content-length"];
    return isHtml && length !== undefined
      ? { ...headers, "content-length": Number(length) + reloadTag.length }
      : headers;
  });
  const end = response.end.bind(response) as (body?: string | Buffer) => Response;
  response.end = ((body?: string | Buffer) =>
    end(isHtml ? Buffer.concat([Buffer.from(body ?? ""), Buffer.from(reloadTag)]) : body)) as typeof response.end;
}
