import type { IncomingMessage, ServerResponse } from "node:http";

/**
 * A service's front end: one address that many names point at. It tells them apart by Host, and picks its certificate by
 * the server name of the TLS handshake, as the real one does.
 */
export interface FrontEnd {
  /** Whether anything answers a client that connects this way. */
  listensOn(port: Port): boolean;
  /** The names of the certificate that is shown for a server name. */
  certificateNames(serverName: string): readonly string[];
  /** Nothing where it could answer at once. */
  handle(request: IncomingMessage, response: ServerResponse): Promise<void> | undefined;
  /** What it says to what can't be read as a request. @default the status alone */
  refuseUnreadable?(reason: Unreadable): { readonly status: number; readonly body: string };
}

/** No HTTP, more headers than a server reads, or a request that does not come to its end. */
export type Unreadable = "malformed" | "headersTooLarge" | "timeout";

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

/** Whether the client came over TLS. */
export function isSecure(request: IncomingMessage): boolean {
  return "encrypted" in request.socket;
}

/** The host that the request asks for: lower case, without port. */
export function hostOf(request: IncomingMessage): string {
  return (request.headers.host ?? "").replace(/:\d+$/, "").toLowerCase();
}

/** https://www.rfc-editor.org/rfc/rfc9112#section-6.3 */
export function hasBody({ headers }: IncomingMessage): boolean {
  return headers["transfer-encoding"] !== undefined || Number(headers["content-length"] ?? 0) > 0;
}

export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) {
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks);
}

/** Nothing where the body is larger than so many bytes; the rest of it is left unread. */
export async function readBodyWithin(request: IncomingMessage, largest: number): Promise<Buffer | undefined> {
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

export function answer(
  response: ServerResponse,
  status: number,
  headers: Readonly<Record<string, string>>,
  body: string | Buffer,
): void {
  response.writeHead(status, { ...headers, "content-length": Buffer.byteLength(body) });
  response.end(response.req.method === "HEAD" ? undefined : body);
}
