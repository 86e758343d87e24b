import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { request } from "node:http";
import { connect as connectPlain } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect } from "node:tls";
import { Account } from "../../local-aws/aws/account";
import { Edge, startEdge } from "../../local-aws/edge";
import { Answered, answered } from "./https";

/** An edge of an account for the tests of one `describe`. */
export function serving(account: Account): () => Edge {
  const folder = mkdtempSync(join(tmpdir(), "edge-"));
  let edge: Edge | undefined;
  before(async () => {
    edge = await startEdge({ account, folder, port: 0, httpPort: 0 });
  });
  after(async () => {
    await edge?.stop();
    rmSync(folder, { recursive: true, force: true });
  });
  return () => {
    if (edge === undefined) {
      throw new Error("the edge runs inside of tests only");
    }
    return edge;
  };
}

/** Asks CloudFront without TLS, as on port 80. */
export function askPlain(edge: Edge, host: string, path: string, method = "GET"): Promise<Answered> {
  return answered(request({ host: "127.0.0.1", port: edge.httpPort, method, path, headers: { host }, agent: false }));
}

/** Sends bytes as they are, over TLS with a server name or without TLS, and returns all that comes back until the end. */
export function sendRaw(edge: Edge, serverName: string | undefined, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket =
      serverName === undefined
        ? connectPlain(edge.httpPort, "127.0.0.1")
        : connect({ host: "127.0.0.1", port: edge.port, servername: serverName, ca: readFileSync(edge.caFile) });
    const chunks: Buffer[] = [];
    socket.on("data", (chunk: Buffer) => chunks.push(chunk));
    socket.on("error", reject);
    socket.on("close", () => {
      resolve(Buffer.concat(chunks).toString("latin1"));
    });
    socket.write(text);
  });
}
