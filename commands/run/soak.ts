import { readFileSync, rmSync } from "node:fs";
import { request } from "node:https";
import { join } from "node:path";
import { say } from "../engineTerminal";
import { Edge, startEdge } from "../../local-aws/edge";
import { localFolder } from "../../local-aws/engine/folders";
import { openSession, Session } from "../../local-aws/engine/session";
import { mixOf, soak, SoakReport } from "../../test/support/soak";

/** A stack of its own, so that nothing of the other commands' is touched. */
const folder = join(localFolder, "soak");

/**
 * @param largestGrowth MiB that the edge and its clients may hold more at the end.
 * @returns whether every answer was right and memory did not grow by more.
 */
export async function soakStack(seconds: number, largestGrowth: number): Promise<boolean> {
  rmSync(folder, { recursive: true, force: true });
  const session = await openSession({ stackName: "dev", command: "npm run soak", folder, say });
  try {
    const report = await soakSession(session, seconds);
    tell(report, seconds);
    return report.errors.length === 0 && mebibytes(report.growth) < largestGrowth;
  } finally {
    session.close();
  }
}

async function soakSession(session: Session, seconds: number): Promise<SoakReport> {
  const edge = await startEdge({ account: session.account, folder, port: 0, httpPort: 0 });
  try {
    say("Deploying stack dev");
    const host = await deploy(session);
    say(`Asking https://${host} by 50 connections for ${seconds} s`);
    const requests = mixOf("/", await etagOf(edge, host), "/missing", "/api/hello");
    return await soak({ edge, host, requests, seconds });
  } finally {
    await edge.stop();
  }
}

async function deploy({ stack }: Session): Promise<string> {
  const { outputs } = await stack.up({ color: "never" });
  return new URL(String(outputs.url?.value)).host;
}

function etagOf(edge: Edge, host: string): Promise<string> {
  const options = { host: "127.0.0.1", port: edge.port, servername: host, ca: readFileSync(edge.caFile) };
  return new Promise((resolve, reject) => {
    const outgoing = request({ ...options, path: "/", headers: { host }, agent: false });
    outgoing.on("error", reject);
    outgoing.on("response", (response) => {
      response.resume();
      resolve(response.headers.etag ?? "");
    });
    outgoing.end();
  });
}

function tell({ count, errors, latencies, growth }: SoakReport, seconds: number): void {
  const columns = (name: string, ...rest: string[]) => name.padEnd(14) + rest.map((text) => text.padStart(12)).join("");
  say(columns("request", "count", "p50", "p99"));
  for (const { name, count: ofThese, p50, p99 } of latencies) {
    say(columns(name, String(ofThese), `${p50.toFixed(1)} ms`, `${p99.toFixed(1)} ms`));
  }
  say(`${count} requests, ${Math.round(count / seconds)} a second; ${errors.length} errors`);
  say(`memory grew by ${mebibytes(growth).toFixed(1)} MiB after the warm-up`);
  for (const error of errors.slice(0, 5)) {
    say(`  ${error}`);
  }
}

function mebibytes(bytes: number): number {
  return bytes / 1024 / 1024;
}
