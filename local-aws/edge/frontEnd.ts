import type { IncomingMessage, OutgoingHttpHeaders } from "node:http";
import type { Duplex, Readable, Writable } from "node:stream";

/** A request over HTTP/1.1 or HTTP/2. */
export type Request = Pick<IncomingMessage, "headers" | "httpVersion" | "method" | "rawHeaders" | "socket" | "url"> &
  Readable &
  Handshake;

/** What the handshake of a WebSocket has in addition to other requests. https://www.rfc-editor.org/rfc/rfc6455#section-4 */
export interface Handshake {
  /** Takes the connection. A front end that does not call it responds as to any other request. */
  readonly takeConnection?: () => Connection;
}

/** A connection that no longer carries HTTP. */
export interface Connection {
  readonly socket: Duplex;
  /** The bytes that were received after the handshake. */
  readonly head: Buffer;
}

/** The response to it. */
export interface Response extends Writable {
  readonly req: Pick<Request, "method">;
  readonly headersSent: boolean;
  setHeader(name: string, value: string): unknown;
  writeHead(status: number, headers?: OutgoingHttpHeaders): unknown;
  /** Only HTTP/1.1 delays the headers until the first part of the body. */
  flushHeaders?(): void;
}

/**
 * A service's front end: one address that many hostnames resolve to. It routes by Host and selects its certificate by the
 * server name of the TLS handshake, as AWS does.
 */
export interface FrontEnd {
  /** Whether it accepts connections to the port. */
  listensOn(port: Port): boolean;
  /** Whether connections to other ports get no response at all, instead of being refused. */
  readonly ignoresOtherPorts?: true;
  /** The names in the certificate for a server name. */
  certificateNames(serverName: string): readonly string[];
  /** The authorities whose client certificates it accepts for a server name, in PEM format. @default it requests none */
  clientAuthorities?(serverName: string): string | undefined;
  /** Whether clients can use HTTP/2 for a server name. @default false */
  supportsHttp2?(serverName: string): boolean;
  /** Responds to a request. Returns undefined if it has already responded. */
  handle(request: Request, response: Response): Promise<void> | undefined;
  /** The response to a request that Node.js cannot parse. @default only a status */
  refuseUnreadable?(reason: Unreadable): { readonly status: number; readonly body: string };
}

/** A request that needs something that the local AWS does not model, for example "gRPC". */
export class NotModeled extends Error {}

/** Invalid HTTP, headers over the limit, or a request that does not complete in time. */
export type Unreadable = "malformed" | "headersTooLarge" | "timeout";

/** Why a connection to a port fails: it is refused, or nothing responds. */
export type Unreachable = "refused" | "ignored";

export interface Port {
  readonly scheme: "http" | "https";
  readonly number: number;
}

export function isHttps({ scheme, number }: Port): boolean {
  return scheme === "https" && number === 443;
}

export function isHttp({ scheme, number }: Port): boolean {
  return scheme === "http" && number === 80;
}

/** Whether the client uses TLS. */
export function isSecure(request: Pick<Request, "socket">): boolean {
  return "encrypted" in request.socket;
}

/** Whether the client presented a certificate of one of the front end's authorities. */
export function hasClientCertificate({ socket }: Pick<Request, "socket">): boolean {
  return "authorized" in socket && socket.authorized === true;
}

/** The requested host in lower case, without port. */
export function hostOf(request: Pick<Request, "headers">): string {
  return (request.headers.host ?? "").replace(/:\d+$/, "").toLowerCase();
}

/** https://www.rfc-editor.org/rfc/rfc9112#section-6.3 */
export function hasBody({ headers }: Pick<Request, "headers">): boolean {
  return headers["transfer-encoding"] !== undefined || Number(headers["content-length"] ?? 0) > 0;
}

export async function readBody(request: Readable): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) {
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks);
}

/** Reads a body. Returns undefined if it is larger, and leaves the rest unread. */
export async function readBodyWithin(request: Request, largest: number): Promise<Buffer | undefined> {
  if (!hasBody(request)) {
    return Buffer.alloc(0);
  }
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > largest) {
      return undefined;
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

export function respond(
  response: Response,
  status: number,
  headers: Readonly<Record<string, string>>,
  body: string | Buffer,
): void {
  response.writeHead(status, { ...headers, "content-length": Buffer.byteLength(body) });
  response.end(response.req.method === "HEAD" ? undefined : body);
}
