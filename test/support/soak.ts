import { readFileSync } from "node:fs";
import type { IncomingMessage } from "node:http";
import { Agent, request } from "node:https";
import { createHistogram } from "node:perf_hooks";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { Edge } from "../../local-aws/edge";

export interface SoakRequest {
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** The expected status. */
  readonly status: number;
}

export interface SoakOptions {
  readonly edge: Edge;
  /** A domain name of the distribution. */
  readonly host: string;
  readonly requests: readonly SoakRequest[];
  /** How many times each connection sends each request, after one round to warm up. */
  readonly rounds: number;
  /** @default 50 */
  readonly connections?: number;
}

export interface SoakReport {
  /** One line for each failed request. */
  readonly errors: readonly string[];
  /** The median latency of each request, in milliseconds. */
  readonly medians: Readonly<Record<string, number>>;
  /** The bytes that this process allocated after the warm-up and did not free. */
  readonly growth: number;
}

/** Sends the requests in turn over many connections at once. */
export async function soak({ edge, host, requests, rounds, connections = 50 }: SoakOptions): Promise<SoakReport> {
  const agent = new Agent({
    keepAlive: true,
    maxSockets: connections,
    ca: readFileSync(edge.hostnamesCaFile),
    servername: host,
  });
  const errors: string[] = [];
  const measured = requests.map((one) => ({ one, microseconds: createHistogram() }));

  async function send(times: number): Promise<void> {
    const sending = Array.from({ length: connections }, async (_, first) => {
      for (let at = first; at < first + times * requests.length; at++) {
        const { one, microseconds } = measured[at % measured.length]!;
        const started = performance.now();
        const problem = await problemOf(agent, edge.port, host, one);
        microseconds.record(Math.max(1, Math.round((performance.now() - started) * 1000)));
        if (problem !== undefined) {
          errors.push(`${one.method} ${one.path} (${one.name}): ${problem}`);
        }
      }
    });
    await Promise.all(sending);
  }

  // After the warm-up, the code, connections and cache entries that an edge keeps are allocated.
  await send(1);
  const before = bytesInUse();
  await send(rounds);
  const growth = bytesInUse() - before;
  agent.destroy();
  return {
    errors,
    medians: Object.fromEntries(
      measured.map(({ one, microseconds }) => [one.name, microseconds.percentile(50) / 1000]),
    ),
    growth,
  };
}

/** @returns the problem, if there is one */
function problemOf(agent: Agent, port: number, host: string, one: SoakRequest): Promise<string | undefined> {
  const { method, path, headers = {}, body = "", status } = one;
  return new Promise((resolve) => {
    const outgoing = request({ agent, host: "127.0.0.1", port, method, path, headers: { host, ...headers } });
    outgoing.on("error", (error) => {
      resolve(error.message);
    });
    outgoing.on("response", (response: IncomingMessage) => {
      response.on("error", (error) => {
        resolve(error.message);
      });
      response.on("end", () => {
        resolve(response.statusCode === status ? undefined : `${String(response.statusCode)} instead of ${status}`);
      });
      response.resume();
    });
    outgoing.end(body);
  });
}

function bytesInUse(): number {
  setFlagsFromString("--expose-gc");
  const collectGarbage = runInNewContext("gc") as () => void;
  collectGarbage();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
