import { readFileSync } from "node:fs";
import type { IncomingMessage } from "node:http";
import { Agent, request } from "node:https";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { Edge } from "../../local-aws/edge";

/** One kind of request of the mix. */
export interface SoakRequest {
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** The status that is no error. */
  readonly status: number;
}

export interface SoakOptions {
  readonly edge: Edge;
  /** The viewers' name of the distribution. */
  readonly host: string;
  readonly requests: readonly SoakRequest[];
  readonly seconds: number;
  /** @default 50 */
  readonly connections?: number;
}

export interface SoakReport {
  readonly count: number;
  /** What went wrong, one line for each request. */
  readonly errors: readonly string[];
  /** Milliseconds, of all requests by name. */
  readonly latencies: readonly {
    readonly name: string;
    readonly count: number;
    readonly p50: number;
    readonly p99: number;
  }[];
  /** Bytes that this process holds more at the end than after the warm-up, its garbage collected. */
  readonly growth: number;
}

/** The site and the API of one distribution, asked in the ways that viewers ask. @param etag of the page */
export function mixOf(page: string, etag: string, missing: string, api: string): readonly SoakRequest[] {
  return [
    { name: "page", method: "GET", path: page, status: 200 },
    { name: "conditional", method: "GET", path: page, headers: { "if-none-match": etag }, status: 304 },
    { name: "range", method: "GET", path: page, headers: { range: "bytes=0-9" }, status: 206 },
    { name: "missing", method: "GET", path: missing, status: 404 },
    { name: "api", method: "GET", path: api, status: 200 },
    { name: "api, POST", method: "POST", path: api, body: '{"a":1}', status: 200 },
  ];
}

/** Asks an edge by many connections at once, each going on with the next request of the mix when it has an answer. */
export async function soak({ edge, host, requests, seconds, connections = 50 }: SoakOptions): Promise<SoakReport> {
  const agent = new Agent({
    keepAlive: true,
    maxSockets: connections,
    ca: readFileSync(edge.caFile),
    servername: host,
  });
  const errors: string[] = [];
  const histograms = new Map(requests.map(({ name }) => [name, new Histogram()]));

  async function askOnce(one: SoakRequest): Promise<void> {
    const started = performance.now();
    const problem = await send(agent, edge.port, host, one);
    histograms.get(one.name)?.add(performance.now() - started);
    if (problem !== undefined) {
      errors.push(`${one.method} ${one.path} (${one.name}): ${problem}`);
    }
  }

  async function askFor(milliseconds: number): Promise<void> {
    const end = performance.now() + milliseconds;
    const asking = Array.from({ length: connections }, async (_, first) => {
      for (let at = first; performance.now() < end; at++) {
        const one = requests[at % requests.length];
        if (one !== undefined) {
          await askOnce(one);
        }
      }
    });
    await Promise.all(asking);
  }

  // What an edge keeps on purpose (code, connections, cache) is there after the warm-up.
  await askFor(seconds * 200);
  const before = heldBytes();
  await askFor(seconds * 800);
  const growth = heldBytes() - before;
  agent.destroy();
  const latencies = [...histograms].map(([name, histogram]) => ({ name, ...histogram.summary() }));
  return { count: latencies.reduce((sum, { count }) => sum + count, 0), errors, latencies, growth };
}

/** @returns what went wrong, if anything did */
function send(agent: Agent, port: number, host: string, one: SoakRequest): Promise<string | undefined> {
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

function heldBytes(): number {
  setFlagsFromString("--expose-gc");
  const collectGarbage = runInNewContext("gc") as () => void;
  collectGarbage();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

/** Counts by tenths of a millisecond, up to ten seconds. */
class Histogram {
  private readonly counts = new Uint32Array(100_000);

  add(milliseconds: number): void {
    const at = Math.min(this.counts.length - 1, Math.round(milliseconds * 10));
    this.counts[at] = (this.counts[at] ?? 0) + 1;
  }

  summary(): { readonly count: number; readonly p50: number; readonly p99: number } {
    const count = this.counts.reduce((sum, one) => sum + one, 0);
    return { count, p50: this.percentile(count * 0.5), p99: this.percentile(count * 0.99) };
  }

  private percentile(rank: number): number {
    let seen = 0;
    const at = this.counts.findIndex((one) => (seen += one) >= rank);
    return at / 10;
  }
}
