import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { Agent, request } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Edge } from "../../local/edge";
import { settingsOf } from "../../local/edge/lambda/settings";
import type { Session } from "../../local/session";
import { withEdge, withStack } from "../../test/support/engine";
import { byItself, Measure, median, Row } from "../measure";

const connections = 50;
const seconds = 3;

/** The edge and the function of the stack `dev`, as `npm start` serves them. */
export const edge: Measure = {
  name: "edge",
  run: async ({ rounds, say }) => {
    const rows: Row[] = [];
    await withStack({ say }, async (session) => {
      const { outputs } = await session.stack.up({ color: "never" });
      await withEdge(session, async (served) => {
        const host = new URL(String(outputs.url?.value)).host;
        rows.push(...(await rates(served, host, say)));
      });
      rows.push(...bundle(session, rounds));
    });
    return rows;
  },
};

async function rates(served: Edge, host: string, say: (line: string) => void): Promise<Row[]> {
  const cached = await load(served, host, "/assets/style.css");
  if (cached.hits < 1) {
    say(`Only ${Math.round(cached.hits * 100)} % of the answers with the file came from the cache`);
  }
  const api = await load(served, host, "/api/hello");
  const times = cached.rate / api.rate;
  return [
    byItself("edge, cached file, 50 connections", "requests/s", cached.rate),
    ...latencies("edge, cached file", cached),
    byItself("edge, /api/hello, 50 connections", "requests/s", api.rate),
    ...latencies("edge, /api/hello", api),
    byItself("edge, cached file's rate over the API call's", "x", times, { must: 10, bound: "at-least" }),
  ];
}

interface Load {
  readonly rate: number;
  readonly p50: number;
  readonly p99: number;
  /** The part of the answers that came from the cache. */
  readonly hits: number;
}

function latencies(figure: string, { p50, p99 }: Load): Row[] {
  return [byItself(`${figure}, p50`, "ms", p50), byItself(`${figure}, p99`, "ms", p99)];
}

/** Each connection asks again as soon as it has its answer. */
async function load({ port, caFile }: Edge, host: string, path: string): Promise<Load> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections, ca: readFileSync(caFile), servername: host });
  let hits = 0;
  const get = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const asked = request({ host: "127.0.0.1", port, path, headers: { host }, agent }, (response) => {
        response.resume().on("end", () => {
          hits += response.headers["x-cache"]?.toString().startsWith("Hit") === true ? 1 : 0;
          resolve();
        });
      });
      asked.on("error", reject).end();
    });
  await Promise.all(Array.from({ length: connections }, get));
  hits = 0;
  const taken: number[] = [];
  const until = performance.now() + seconds * 1000;
  const connection = async (): Promise<void> => {
    while (performance.now() < until) {
      const since = performance.now();
      await get();
      taken.push(performance.now() - since);
    }
  };
  await Promise.all(Array.from({ length: connections }, connection));
  agent.destroy();
  const sorted = taken.sort((left, right) => left - right);
  return {
    rate: taken.length / seconds,
    p50: median(sorted),
    p99: sorted[Math.floor(sorted.length * 0.99)] ?? Number.NaN,
    hits: hits / taken.length,
  };
}

/** The function's code as it was uploaded, and how long a new process takes to load it. */
function bundle({ account }: Session, rounds: number): Row[] {
  const [stored] = account.list("aws:lambda/function:Function");
  const hash = stored?.files?.["index.js"];
  if (stored === undefined || hash === undefined) {
    throw new Error("the stack has no function whose code is index.js");
  }
  const code = account.readBlob(hash);
  return [
    byItself("Lambda bundle", "kB", code.byteLength / 1000, { must: 20 }),
    byItself("Lambda handler module, cold start", "ms", coldStart(code, settingsOf(stored).variables, rounds)),
  ];
}

function coldStart(code: Buffer, environment: Readonly<Record<string, string>>, rounds: number): number {
  const folder = mkdtempSync(join(tmpdir(), "cold-"));
  const load = `const since = performance.now(); require("./index.js"); console.log(performance.now() - since);`;
  const env = { ...process.env, ...environment };
  try {
    writeFileSync(join(folder, "index.js"), code);
    const once = (): number =>
      Number(execFileSync(process.execPath, ["-e", load], { cwd: folder, env, encoding: "utf8" }));
    return median(Array.from({ length: rounds }, once));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
