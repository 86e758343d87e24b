import type { Duplex } from "node:stream";
import { Connection } from "../frontEnd";
import { upgradeHeaders } from "./forwarding";
import { Headers } from "./response";

/**
 * Milliseconds without bytes from the origin after which CloudFront closes a WebSocket.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html
 */
const idleTimeout = 600_000;

/** Completes the handshake with the viewer, and passes bytes on in both directions until one side closes. */
export function joinWebSockets(viewer: Connection, origin: Connection, headers: Headers): void {
  const lines = Object.entries({ ...headers, ...upgradeHeaders }).flatMap(([name, values]) =>
    [values].flat().map((value) => `${name}: ${value}`),
  );
  viewer.socket.write(`HTTP/1.1 101 Switching Protocols\r\n${lines.join("\r\n")}\r\n\r\n`);
  viewer.socket.write(origin.head);
  origin.socket.write(viewer.head);
  closeIfIdle(origin);
  forward(viewer.socket, origin.socket);
  forward(origin.socket, viewer.socket);
}

function forward(from: Duplex, to: Duplex): void {
  from.pipe(to);
  // A connection that fails closes too.
  from.on("error", () => undefined);
  from.on("close", () => to.destroy());
}

function closeIfIdle({ socket }: Connection): void {
  const close = () => socket.destroy();
  let timer = setTimeout(close, idleTimeout);
  socket.on("data", () => {
    clearTimeout(timer);
    timer = setTimeout(close, idleTimeout);
  });
  socket.on("close", () => {
    clearTimeout(timer);
  });
}
