import type { IncomingMessage, ServerResponse } from "node:http";

/**
 * A service's front end: one address that many names point at. It tells them apart by Host, and picks its certificate by
 * the server name of the TLS handshake, as the real one does.
 */
export interface FrontEnd {
  /** The names of the certificate that is shown for a server name. */
  certificateNames(serverName: string): readonly string[];
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>;
}

/** The host that the request asks for: lower case, without port. */
export function hostOf(request: IncomingMessage): string {
  return (request.headers.host ?? "").replace(/:\d+$/, "").toLowerCase();
}

export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) {
    chunks.push(chunk as Buffer);
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
