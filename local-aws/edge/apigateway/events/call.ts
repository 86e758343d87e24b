import type { APIGatewayEventRequestContext } from "aws-lambda";
import type { IncomingMessage } from "node:http";
import { hostOf } from "../../frontEnd";
import { Stage } from "../stages";
import { RequestIds } from "../gatewayResponses";
import { RouteMatch } from "../routes";

/** A request to a function. */
export interface Call {
  readonly request: IncomingMessage;
  readonly body: Buffer;
  /** The path without the stage or the mapping key. */
  readonly path: string;
  readonly stage: Pick<Stage, "apiId" | "kind" | "mapped" | "stageName" | "variables">;
  readonly match: Pick<RouteMatch, "pathParameters" | "resourceId" | "route">;
  readonly ids: RequestIds;
  /** The connection that the request opens. Only a WebSocket API has one. */
  readonly connection?: ConnectionIds;
  /** Whether the event has the body in base64. */
  readonly binary: boolean;
  readonly authorized: Authorized;
}

/** What identifies the connection of a WebSocket. */
export interface ConnectionIds {
  readonly connectionId: string;
  /** Milliseconds since 1970. */
  readonly connectedAt: number;
}

/** The properties of an authorized caller in the function's event. */
export interface Authorized {
  /** The event's `requestContext.authorizer`. */
  readonly authorizer?: Readonly<Record<string, unknown>>;
  /** A part of the event's `requestContext.identity`, in format 1.0. */
  readonly identity?: Partial<APIGatewayEventRequestContext["identity"]>;
}

/** The path and the query string, in the client's encoding. */
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
 * The headers with all values, in the case that the client sent, and those that API Gateway adds.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
 */
export function receivedHeaders(request: IncomingMessage): Map<string, string[]> {
  const headers = new Map<string, string[]>();
  const spellings = new Map<string, string>();
  const add = (name: string, value: string) => {
    const spelling = spellings.get(name.toLowerCase()) ?? name;
    spellings.set(name.toLowerCase(), spelling);
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

/** Formats a date, e.g. `30/Nov/2026:09:15:00 +0000`. */
export function commonLogTime(date: Date): string {
  const [, day = "", month = "", year = "", time = ""] = date.toUTCString().split(" ");
  return `${day}/${month}/${year}:${time} +0000`;
}

export function encodedBody({ body, binary }: Call): { body: string; isBase64Encoded: boolean } | undefined {
  return body.length === 0 ? undefined : { body: body.toString(binary ? "base64" : "utf8"), isBase64Encoded: binary };
}

/** Returns undefined for an empty object. */
export function unlessEmpty<T extends object>(object: T): T | undefined {
  return Object.keys(object).length === 0 ? undefined : object;
}
