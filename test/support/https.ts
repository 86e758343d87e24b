import { readFileSync } from "node:fs";
import type { ClientRequest } from "node:http";
import { Agent, AgentOptions, request } from "node:https";
import { createSecureContext } from "node:tls";
import { Edge } from "../../local-aws/edge";

export interface Answered {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

interface Question {
  readonly method?: string | undefined;
  readonly headers?: Record<string, string | string[]>;
  readonly body?: string | Buffer;
}

/** Asks a name of the local AWS over TLS, as a browser would that found the name in DNS. */
export async function ask(edge: Edge, host: string, path: string, question: Question = {}): Promise<Answered> {
  const { method = "GET", headers = {}, body } = question;
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
    return await answered(outgoing, body);
  } catch (error) {
    // The edge closed a kept connection at the moment of its next use.
    if (outgoing.reusedSocket && (error as NodeJS.ErrnoException).code === "ECONNRESET") {
      return ask(edge, host, path, question);
    }
    throw error;
  }
}

/** Keeps connections, and uses one for all of CloudFront's own names, which one certificate covers: handshakes take long. */
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
    new Browser({ keepAlive: true, secureContext: createSecureContext({ ca: readFileSync(edge.caFile) }) });
  agents.set(edge, agent);
  return agent;
}

/** Sends a request, and reads the whole answer. */
export function answered(outgoing: ClientRequest, body?: string | Buffer): Promise<Answered> {
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
