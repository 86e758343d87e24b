import { STATUS_CODES } from "node:http";
import { EdgeResponse, without } from "../response";
import { Distribution } from "../../../aws/cloudfront/distribution";
import { ViewerRequest } from "../forwarding";
import { fromEventHeaders, headersProblem, isSendable, toEventHeaders } from "./headers";
import { collect, EventValues, isEventValues, isRecord, splitPair, spread } from "./values";

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-event-structure.html */
interface EventRequest {
  readonly method: string;
  readonly uri: string;
  readonly querystring: EventValues;
  readonly headers: EventValues;
  readonly cookies: EventValues;
}

interface EventResponse {
  readonly statusCode: number;
  readonly statusDescription?: string;
  readonly headers?: EventValues;
  readonly cookies?: EventValues;
  readonly body?: string | { readonly encoding: "text" | "base64"; readonly data: string };
}

/** A function returned a value that CloudFront rejects. */
export class InvalidResult extends Error {}

export function eventOf(
  eventType: "viewer-request" | "viewer-response",
  { id, domainName }: Pick<Distribution, "id" | "domainName">,
  requestId: string,
  viewer: ViewerRequest,
  response?: EdgeResponse,
): object {
  return {
    version: "1.0",
    context: { distributionDomainName: domainName, distributionId: id, eventType, requestId },
    viewer: { ip: viewer.address },
    request: toEventRequest(viewer),
    // The sandbox makes it a method of the request.
    ...(viewer.url.includes("?") ? { rawQueryString: viewer.url.slice(viewer.url.indexOf("?") + 1) } : {}),
    ...(response === undefined ? {} : { response: toEventResponse(response) }),
  };
}

function toEventRequest({ method, url, headers }: ViewerRequest): EventRequest {
  const [uri = "/", ...query] = url.split("?");
  return {
    method,
    uri,
    querystring: collect(pairsOf(query.join("?"), "&")),
    headers: toEventHeaders(headers),
    cookies: collect(pairsOf(headers.cookie ?? "", /;\s*/)),
  };
}

function toEventResponse({ status, headers }: EdgeResponse): EventResponse {
  const cookies = [headers["set-cookie"] ?? []].flat().map((cookie) => {
    const [pair = "", ...attributes] = cookie.split(/;\s*/);
    const [name, { value }] = splitPair(pair);
    return [name, { value, ...(attributes.length === 0 ? {} : { attributes: attributes.join("; ") }) }] as const;
  });
  return {
    statusCode: status,
    statusDescription: STATUS_CODES[status] ?? "",
    headers: toEventHeaders(headers),
    cookies: collect(cookies),
  };
}

function pairsOf(list: string, separator: string | RegExp) {
  return list
    .split(separator)
    .filter((pair) => pair !== "")
    .map(splitPair);
}

/** Applies the request that a function returned. @throws InvalidResult */
export function requestFrom<V extends ViewerRequest>(result: unknown, viewer: V): V {
  const before = toEventRequest(viewer);
  if (!isEventRequest(result)) {
    throw new InvalidResult("it must return a request or a response");
  }
  if (result.method !== before.method) {
    throw new InvalidResult("the method is read-only");
  }
  if (!result.uri.startsWith("/")) {
    throw new InvalidResult(`the uri must begin with a slash, not ${JSON.stringify(result.uri)}`);
  }
  const problem = headersProblem("request", before.headers, result.headers);
  if (problem !== undefined) {
    throw new InvalidResult(problem);
  }
  const headers = fromEventHeaders(viewer.headers, result.headers);
  const cookie = same(before.cookies, result.cookies) ? viewer.headers.cookie : join(result.cookies, "; ");
  const url = urlOf(before, result, viewer.url);
  if (!/^[!-~]+$/.test(url) || !isSendable("cookie", cookie ?? "")) {
    throw new InvalidResult("the uri, the query string and the cookies must be encoded");
  }
  return { ...viewer, url, headers: { ...headers, cookie: cookie === "" ? undefined : cookie } };
}

/** Keeps the viewer's encoding of the query string if the function did not change it. */
function urlOf(before: EventRequest, after: EventRequest, url: string): string {
  const at = url.indexOf("?");
  const original = at === -1 ? "" : url.slice(at + 1);
  const query = same(before.querystring, after.querystring) ? original : join(after.querystring, "&");
  return `${after.uri}${query === "" ? "" : `?${query}`}`;
}

function join(values: EventValues, separator: string): string {
  return spread(values)
    .map(([name, { value }]) => `${name}=${value}`)
    .join(separator);
}

function same(one: EventValues, other: EventValues): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** Reads the response that a function generated, or applies it to the given one. @throws InvalidResult */
export function responseFrom(
  result: unknown,
  before: EdgeResponse = { status: 200, headers: {}, body: Buffer.alloc(0) },
): EdgeResponse {
  if (!isEventResponse(result)) {
    throw new InvalidResult("it must return a response with a statusCode from 200 to 599");
  }
  const old = toEventResponse(before);
  const { headers = {}, cookies = {}, body } = result;
  const problem = headersProblem("response", old.headers ?? {}, headers);
  if (problem !== undefined) {
    throw new InvalidResult(problem);
  }
  const setCookie = spread(cookies).map(
    ([name, { value, attributes }]) => `${name}=${value}${attributes === undefined ? "" : `; ${attributes}`}`,
  );
  if (!setCookie.every((cookie) => isSendable("set-cookie", cookie))) {
    throw new InvalidResult("the cookies must be encoded");
  }
  const returned = fromEventHeaders(before.headers, headers);
  return {
    status: result.statusCode,
    headers: setCookie.length === 0 ? without(returned, "set-cookie") : { ...returned, "set-cookie": setCookie },
    body: body === undefined ? before.body : bodyFrom(body),
  };
}

function bodyFrom(body: NonNullable<EventResponse["body"]>): Buffer {
  return typeof body === "string"
    ? Buffer.from(body)
    : Buffer.from(body.data, body.encoding === "base64" ? "base64" : "utf8");
}

function isEventRequest(result: unknown): result is EventRequest {
  return (
    isRecord(result) &&
    typeof result.uri === "string" &&
    [result.querystring, result.headers, result.cookies].every(isEventValues)
  );
}

export function isEventResponse(result: unknown): result is EventResponse {
  return (
    isRecord(result) &&
    Number.isInteger(result.statusCode) &&
    Number(result.statusCode) >= 200 &&
    Number(result.statusCode) <= 599 &&
    [result.headers ?? {}, result.cookies ?? {}].every(isEventValues) &&
    isBody(result.body)
  );
}

function isBody(body: unknown): boolean {
  return (
    body === undefined ||
    typeof body === "string" ||
    (isRecord(body) && typeof body.data === "string" && ["text", "base64"].includes(String(body.encoding)))
  );
}
