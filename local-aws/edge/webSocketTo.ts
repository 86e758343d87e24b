import { readFileSync } from "node:fs";
import { WebSocket as Client } from "ws";
import type { Edge } from ".";

/** Opens a WebSocket as a browser does, to the edge in place of the hostname's address. */
export function webSocketTo(edge: Edge, url: URL, protocols: string | string[] = []): WebSocket {
  const { hostname, pathname, search } = url;
  const tls = { servername: hostname, ca: readFileSync(edge.hostnamesCaFile) };
  const client = new Client(`wss://127.0.0.1:${edge.port}${pathname}${search}`, protocols, {
    ...tls,
    headers: { host: hostname },
  });
  // It has the interface of the browser's class, but other types.
  return client as unknown as WebSocket;
}
