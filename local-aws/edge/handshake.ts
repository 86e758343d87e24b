import { IncomingMessage, Server as HttpServer, ServerResponse } from "node:http";
import type { Http2SecureServer } from "node:http2";
import type { Socket } from "node:net";
import { TLSSocket } from "node:tls";
import { Handshake, hasBody } from "./frontEnd";

/**
 * Passes the handshakes of WebSockets to a handler, as requests whose connection it can take. Other requests to upgrade are
 * served without the upgrade, which HTTP allows: https://www.rfc-editor.org/rfc/rfc9110#section-7.8
 */
export function acceptHandshakes(
  server: HttpServer | Http2SecureServer,
  handle: (request: IncomingMessage & Handshake, response: ServerResponse) => void,
): void {
  server.on("upgrade", (request: IncomingMessage, socket: Socket, head: Buffer) => {
    if (request.method !== "GET" || hasBody(request) || request.headers.upgrade?.toLowerCase() !== "websocket") {
      server.emit(
        socket instanceof TLSSocket ? "secureConnection" : "connection",
        withoutUpgrade(request, socket, head),
      );
      return;
    }
    // Node.js has removed its own handler.
    socket.on("error", () => socket.destroy());
    const response = responseOn(socket, request);
    const takeConnection = () => {
      response.detachSocket(socket);
      return { socket, head };
    };
    handle(Object.assign(request, { takeConnection }), response);
  });
}

/** A response to a handshake that is not accepted. It ends the connection. */
function responseOn(socket: Socket, request: IncomingMessage): ServerResponse {
  const response = new ServerResponse(request);
  response.shouldKeepAlive = false;
  response.assignSocket(socket);
  return response.on("finish", () => socket.end());
}

/** The connection, with the request at its beginning again. */
function withoutUpgrade(
  { method, url, httpVersion, rawHeaders }: IncomingMessage,
  socket: Socket,
  head: Buffer,
): Socket {
  const headers = rawHeaders.flatMap((name, at) =>
    at % 2 === 1 || name.toLowerCase() === "upgrade" ? [] : [`${name}: ${rawHeaders[at + 1] ?? ""}`],
  );
  const request = [`${method ?? "GET"} ${url ?? "/"} HTTP/${httpVersion}`, ...headers, "", ""].join("\r\n");
  socket.unshift(Buffer.concat([Buffer.from(request, "latin1"), head]));
  return socket;
}
