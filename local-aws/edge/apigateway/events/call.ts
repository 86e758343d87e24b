import type { APIGatewayEventRequestContext } from "aws-lambda";
import type { IncomingMessage } from "node:http";
import { hostOf } from "../../frontEnd";
import { Stage } from "../endpoints";
import { RequestIds } from "../gatewayResponses";
import { RouteMatch } from "../routes";

/** One request on its way to a function. */
export interface Call {
  readonly request: IncomingMessage;
  readonly body: Buffer;
  /** The API's own part of the path. */
  readonly path: string;
  readonly stage: Pick<Stage, "apiId" | "kind" | "mapped" | "stageName" | "variables">;
  readonly match: Pick<RouteMatch, "pathParameters" | "resourceId" | "route">;
  readonly ids: RequestIds;
  /** Whether the body's type is one that goes to the function as base64. */
  readonly binary: boolean;
  readonly authorized: Authorized;
}

/** What the function learns of an authorized caller. */
export interface Authorized {
  /** The event's `requestContext.authorizer`. */
  readonly authorizer?: Readonly<Record<string, unknown>>;
  /** Of the event's `requestContext.identity`, in format 1.0. */
  readonly identity?: Partial<APIGatewayEventRequestContext["identity"]>;
}

/** The path and query as they were sent. */
export function addressOf(request: IncomingMessage): { pathname: string; query: string; parameters: URLSearchParams } {
  const url = request.url ?? "/";
  const at = url.indexOf("?");
  const query = at === -1 ? "" : url.slice(at + 1);
  return { pathname: at === -1 ? url : url.slice(0, at), query, parameters: new URLSearchParams(query) };
}

export function domainOf(request: IncomingMessage): { domainName: string; domainPrefix: string } {
  const domainName = hostOf(request);
  return { domainName, domainPrefix: domainName.split(".")[0] ?? "" };
}

/**
 * The headers with all of their values, in the letter case they were sent in, and those that API Gateway adds.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
 */
export function receivedHeaders(request: IncomingMessage): Map<string, string[]> {
  const headers = new Map<string, string[]>();
  const spelled = new Map<string, string>();
  const add = (name: string, value: string) => {
    const spelling = spelled.get(name.toLowerCase()) ?? name;
    spelled.set(name.toLowerCase(), spelling);
    headers.set(spelling, [...(headers.get(spelling) ?? []), value]);
  };
  for (let at = 0; at + 1 < request.rawHeaders.length; at += 2) {
    const name = request.rawHeaders[at] ?? "";
    if (!["host", "x-forwarded-for", "x-forwarded-port", "x-forwarded-proto"].includes(name.toLowerCase())) {
      add(name, request.rawHeaders[at + 1] ?? "");
    }
  }
  const before = request.headersDistinct["x-forwarded-for"] ?? [];
  add("Host", hostOf(request));
  add("X-Forwarded-For", [...before, sourceIp(request)].join(", "));
  add("X-Forwarded-Port", "443");
  add("X-Forwarded-Proto", "https");
  return headers;
}

export function sourceIp(request: IncomingMessage): string {
  return request.socket.remoteAddress ?? "";
}

/** As in `30/Nov/2026:09:15:00 +0000`. */
export function commonLogTime(date: Date): string {
  const [, day = "", month = "", year = "", time = ""] = date.toUTCString().split(" ");
  return `${day}/${month}/${year}:${time} +0000`;
}

export function encodedBody({ body, binary }: Call): { body: string; isBase64Encoded: boolean } | undefined {
  return body.length === 0 ? undefined : { body: body.toString(binary ? "base64" : "utf8"), isBase64Encoded: binary };
}

/** Nothing where there is nothing in it. */
export function unlessEmpty<T extends object>(object: T): T | undefined {
  return Object.keys(object).length === 0 ? undefined : object;
}
