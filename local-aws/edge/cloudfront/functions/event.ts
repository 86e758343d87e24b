import { STATUS_CODES } from "node:http";
import { Answer, without } from "../response";
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

/** What a function returned was not what it may return. */
export class InvalidResult extends Error {}

export function eventOf(
  eventType: "viewer-request" | "viewer-response",
  { id, domainName }: Distribution,
  requestId: string,
  viewer: ViewerRequest,
  answer?: Answer,
): object {
  return {
    version: "1.0",
    context: { distributionDomainName: domainName, distributionId: id, eventType, requestId },
    viewer: { ip: viewer.address },
    request: toEventRequest(viewer),
    ...(answer === undefined ? {} : { response: toEventResponse(answer) }),
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

function toEventResponse({ status, headers }: Answer): EventResponse {
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

function pairsOf(text: string, separator: string | RegExp) {
  return text
    .split(separator)
    .filter((pair) => pair !== "")
    .map(splitPair);
}

/** The viewer's request as a function returned it. @throws InvalidResult */
export function requestFrom<V extends ViewerRequest>(result: unknown, viewer: V): V {
  const before = toEventRequest(viewer);
  if (!isEventRequest(result)) {
    throw new InvalidResult("it returned neither a request nor a response");
  }
  if (result.method !== before.method) {
    throw new InvalidResult("the method is read-only");
  }
  if (!result.uri.startsWith("/")) {
    throw new InvalidResult(`the uri has to begin with a slash, not ${JSON.stringify(result.uri)}`);
  }
  const problem = headersProblem("request", before.headers, result.headers);
  if (problem !== undefined) {
    throw new InvalidResult(problem);
  }
  const headers = fromEventHeaders(viewer.headers, result.headers);
  const cookie = same(before.cookies, result.cookies) ? viewer.headers.cookie : written(result.cookies, "; ");
  const url = urlOf(before, result, viewer.url);
  if (!/^[!-~]+$/.test(url) || !isSendable("cookie", cookie ?? "")) {
    throw new InvalidResult("the uri, the query string and the cookies have to be encoded");
  }
  return { ...viewer, url, headers: { ...headers, cookie: cookie === "" ? undefined : cookie } };
}

/** A query string that the function left alone stays as the viewer wrote it. */
function urlOf(before: EventRequest, after: EventRequest, url: string): string {
  const at = url.indexOf("?");
  const untouched = at === -1 ? "" : url.slice(at + 1);
  const query = same(before.querystring, after.querystring) ? untouched : written(after.querystring, "&");
  return `${after.uri}${query === "" ? "" : `?${query}`}`;
}

function written(values: EventValues, separator: string): string {
  return spread(values)
    .map(([name, { value }]) => `${name}=${value}`)
    .join(separator);
}

function same(one: EventValues, other: EventValues): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** The answer as a function returned it, for one that it changed or one that it made. @throws InvalidResult */
export function answerFrom(
  result: unknown,
  before: Answer = { status: 200, headers: {}, body: Buffer.alloc(0) },
): Answer {
  if (!isEventResponse(result)) {
    throw new InvalidResult("it returned no response with a statusCode from 200 to 599");
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
    throw new InvalidResult("the cookies have to be encoded");
  }
  const kept = fromEventHeaders(before.headers, headers);
  return {
    status: result.statusCode,
    headers: setCookie.length === 0 ? without(kept, "set-cookie") : { ...kept, "set-cookie": setCookie },
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
