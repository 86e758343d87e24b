import * as pulumi from "@pulumi/pulumi";
import autocannon from "autocannon";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { cp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { lambdaFunctions } from "../../local-aws/aws/lambda";
import type { Edge } from "../../local-aws/edge";
import { settingsOf } from "../../local-aws/edge/lambda/settings";
import { Session } from "../../local-aws/engine/session";
import { Config, Program, readStackConfig } from "../../local-aws/engine/project";
import { writeConfig } from "../../local-aws/engine/workspace";
import { loadProgram, root } from "../../repository";
import { withEdge, withStack } from "../../test/support/engine";
import { sendRequest } from "../../test/support/https";
import { sendOverHttp2 } from "../http2Load";
import { absoluteRow, Measure, median, Row } from "../measure";

const connections = 50;
const http2Connections = 5;
const streams = 10;
const seconds = 3;

/** The edge and the API of the stack `dev`, as `npm start` serves them, and a site whose behaviors run no functions. */
export const edge: Measure = {
  run: async ({ rounds, log }) => {
    const rows: Row[] = [];
    await withStack({ say: log, program: unthrottled }, (session) =>
      withEdge(session, async (served) => {
        const { outputs } = await session.stack.up({ color: "never" });
        const host = new URL(String(outputs.url?.value)).host;
        const withFunctions = await load(served, host, file, "Hit");
        const api = await load(served, host, "/api/hello", "Miss");
        await writeConfig(session.stack, { ...readStackConfig(root, "dev"), ...(await plainSite(session.folder)) });
        await session.stack.up({ color: "never" });
        const cached = await load(served, host, file, "Hit");
        const overHttp2 = await load(served, host, file, "Hit", runOverHttp2);
        rows.push(
          ...rowsOf("edge, cached file", cached),
          ...rowsOf(
            "edge, cached file over HTTP/2",
            overHttp2,
            `${http2Connections} connections, ${streams} streams each`,
          ),
          ...rowsOf("edge, cached file, two viewer functions", withFunctions),
          ...rowsOf("edge, /api/hello", api),
          absoluteRow("edge, cached file's rate over the API call's", "x", cached.rate / api.rate, {
            must: 10,
            bound: "at-least",
          }),
          ...bundle(session, rounds),
        );
      }),
    );
    return rows;
  },
};

const file = "/assets/style.css";

/** The program without the stage's throttling limit, which is close to what this machine can serve. */
const unthrottled: Program = () => {
  pulumi.runtime.registerResourceTransform(({ type, props, opts }) =>
    type === "aws:apigatewayv2/stage:Stage"
      ? {
          props: {
            ...props,
            defaultRouteSettings: {
              ...(props.defaultRouteSettings as object),
              throttlingRateLimit: 1e6,
              throttlingBurstLimit: 1e6,
            },
          },
          opts,
        }
      : undefined,
  );
  return loadProgram()();
};

/** Configuration for the site without a 404 page and without rewritten paths, so that no viewer function runs. */
async function plainSite(folder: string): Promise<Config> {
  const site = join(folder, "site");
  await cp(join(root, "site"), site, { recursive: true });
  await rm(join(site, "404.html"));
  return { "multi-origin:siteDir": site, "multi-origin:siteRouting": "files" };
}

interface Load {
  readonly rate: number;
  readonly p50: number;
  readonly p99: number;
}

function rowsOf(figure: string, { rate, p50, p99 }: Load, clients = `${connections} connections`): Row[] {
  return [
    absoluteRow(`${figure}, ${clients}`, "requests/s", rate),
    absoluteRow(`${figure}, p50`, "ms", p50),
    absoluteRow(`${figure}, p99`, "ms", p99),
  ];
}

type Run = (edge: Edge, host: string, path: string, seconds: number) => Promise<Load>;

/** The median of three runs, after one second that fills the cache and starts the functions. */
async function load(
  edge: Edge,
  host: string,
  path: string,
  cause: "Hit" | "Miss",
  run: Run = runOverHttp1,
): Promise<Load> {
  await run(edge, host, path, 1);
  const { headers } = await sendRequest(edge, host, path);
  if (headers["x-cache"] !== `${cause} from cloudfront`) {
    throw new Error(`${path}: expected a ${cause}, received ${String(headers["x-cache"])}`);
  }
  const runs = [
    await run(edge, host, path, seconds),
    await run(edge, host, path, seconds),
    await run(edge, host, path, seconds),
  ];
  const medianOf = (figure: keyof Load) => median(runs.map((one) => one[figure]));
  return { rate: medianOf("rate"), p50: medianOf("p50"), p99: medianOf("p99") };
}

/** Each connection sends its next request when it has the response. A separate thread sends the load. */
async function runOverHttp1({ port }: Edge, host: string, path: string, duration: number): Promise<Load> {
  const { requests, latency, errors, non2xx } = await autocannon({
    url: `https://127.0.0.1:${port}${path}`,
    headers: { host },
    servername: host,
    connections,
    duration,
    workers: 1,
  });
  rejectFailed(path, errors + non2xx);
  return { rate: requests.average, p50: latency.p50, p99: latency.p99 };
}

async function runOverHttp2({ port }: Edge, host: string, path: string, duration: number): Promise<Load> {
  const sent = { port, host, path, connections: http2Connections, streams, seconds: duration };
  const { latencies, failed } = await sendOverHttp2(sent);
  rejectFailed(path, failed);
  const sorted = [...latencies].sort((one, other) => one - other);
  const percentile = (part: number) => sorted[Math.floor(sorted.length * part)] ?? Number.NaN;
  return { rate: sorted.length / duration, p50: percentile(0.5), p99: percentile(0.99) };
}

function rejectFailed(path: string, failed: number): void {
  if (failed > 0) {
    throw new Error(`${path}: ${failed} requests failed, or their responses were not 2xx`);
  }
}

/** The size of the uploaded function code, and how long a new process takes to load it. */
function bundle({ account }: Session, rounds: number): Row[] {
  const [stored] = account.list(lambdaFunctions);
  const hash = stored?.files?.["index.js"];
  if (stored === undefined || hash === undefined) {
    throw new Error("the stack has no function with the file index.js");
  }
  const code = account.readBlob(hash);
  return [
    absoluteRow("Lambda bundle", "kB", code.byteLength / 1000, { must: 20 }),
    absoluteRow("Lambda handler module, cold start", "ms", coldStart(code, settingsOf(stored).variables, rounds)),
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
