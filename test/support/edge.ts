import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { request } from "node:http";
import { connect as connectPlain } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect } from "node:tls";
import { Account } from "../../local-aws/aws/account";
import { Edge, EdgeOptions, startEdge } from "../../local-aws/edge";
import { Received, receive } from "./https";

/** Starts an edge for the tests of one `describe`. */
export function serving(
  account: Account,
  options: Pick<EdgeOptions, "edgeDomainDelay" | "reloadsPages"> = {},
): () => Edge {
  const folder = mkdtempSync(join(tmpdir(), "edge-"));
  let edge: Edge | undefined;
  before(async () => {
    edge = await startEdge({ account, folder, port: 0, httpPort: 0, ...options });
  });
  after(async () => {
    await edge?.stop();
    rmSync(folder, { recursive: true, force: true });
  });
  return () => {
    if (edge === undefined) {
      throw new Error("the edge runs only inside tests");
    }
    return edge;
  };
}

/** Sends a request to CloudFront without TLS, as on port 80. */
export function sendHttpRequest(edge: Edge, host: string, path: string, method = "GET"): Promise<Received> {
  return receive(request({ host: "127.0.0.1", port: edge.httpPort, method, path, headers: { host }, agent: false }));
}

/** Sends bytes, over TLS if there is a server name, and returns all bytes received until the connection closes. */
export function sendRaw(edge: Edge, serverName: string | undefined, bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket =
      serverName === undefined
        ? connectPlain(edge.httpPort, "127.0.0.1")
        : connect({
            host: "127.0.0.1",
            port: edge.port,
            servername: serverName,
            ca: readFileSync(edge.hostnamesCaFile),
          });
    const chunks: Buffer[] = [];
    socket.on("data", (chunk: Buffer) => chunks.push(chunk));
    socket.on("error", reject);
    socket.on("close", () => {
      resolve(Buffer.concat(chunks).toString("latin1"));
    });
    socket.write(bytes);
  });
}
