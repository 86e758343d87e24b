import { readFileSync } from "node:fs";
import type { ClientRequest, IncomingMessage } from "node:http";
import { request } from "node:https";
import { Edge } from "../../local-aws/edge";

/** Opens a request on a new connection. */
export function openRequest(
  edge: Edge,
  host: string,
  path: string,
  headers: Readonly<Record<string, string>> = {},
): ClientRequest {
  return request({
    host: "127.0.0.1",
    port: edge.port,
    servername: host,
    ca: readFileSync(edge.hostnamesCaFile),
    path,
    headers: { host, ...headers },
    agent: false,
  });
}

/** Sends a request, and returns the response when its headers are received. */
export function begin(outgoing: ClientRequest): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    outgoing.on("response", resolve).on("error", reject).end();
  });
}

export async function firstChunk(response: IncomingMessage): Promise<string> {
  for await (const chunk of response.iterator({ destroyOnReturn: false })) {
    return String(chunk);
  }
  return "";
}
