import { readFileSync } from "node:fs";
import type { ClientRequest } from "node:http";
import { Agent, AgentOptions, request } from "node:https";
import { createSecureContext } from "node:tls";
import { Edge } from "../../local-aws/edge";

export interface Received {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

interface RequestOptions {
  readonly method?: string | undefined;
  readonly headers?: Record<string, string | string[]>;
  readonly body?: string | Buffer;
}

/** Sends a request to a hostname of the local AWS over TLS, as if DNS resolved the hostname. */
export async function sendRequest(
  edge: Edge,
  host: string,
  path: string,
  options: RequestOptions = {},
): Promise<Received> {
  const { method = "GET", headers = {}, body } = options;
  const outgoing = request({
    host: "127.0.0.1",
    port: edge.port,
    servername: host,
    method,
    path,
    headers: { host, ...headers },
    agent: agentOf(edge),
  });
  try {
    return await receive(outgoing, body);
  } catch (error) {
    // The edge closed a reused connection while the request was sent.
    if (outgoing.reusedSocket && (error as NodeJS.ErrnoException).code === "ECONNRESET") {
      return sendRequest(edge, host, path, options);
    }
    throw error;
  }
}

/** Reuses connections. All hostnames of CloudFront share them, because one certificate covers these names. */
class Browser extends Agent {
  override getName(options: AgentOptions & { readonly servername?: string } = {}): string {
    const { servername = "" } = options;
    return super.getName({ ...options, servername: servername.replace(/^[^.]+(?=\.cloudfront\.net$)/, "*") });
  }
}

const agents = new WeakMap<Edge, Agent>();

function agentOf(edge: Edge): Agent {
  const agent =
    agents.get(edge) ??
    new Browser({ keepAlive: true, secureContext: createSecureContext({ ca: readFileSync(edge.hostnamesCaFile) }) });
  agents.set(edge, agent);
  return agent;
}

/** Sends a request and reads the whole response. */
export function receive(outgoing: ClientRequest, body?: string | Buffer): Promise<Received> {
  return new Promise((resolve, reject) => {
    outgoing.on("error", reject);
    outgoing.on("response", (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("end", () => {
        const body = Buffer.concat(chunks).toString();
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body });
      });
    });
    outgoing.end(body);
  });
}
