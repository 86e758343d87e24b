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
import { ask as askOnce } from "../../test/support/https";
import { byItself, Measure, median, Row } from "../measure";

const connections = 50;
const seconds = 3;

/** The edge and the function of the stack `dev`, as `npm start` serves them, and a site whose behaviors run no functions. */
export const edge: Measure = {
  run: async ({ rounds, say }) => {
    const rows: Row[] = [];
    await withStack({ say, program: unthrottled }, (session) =>
      withEdge(session, async (served) => {
        const { outputs } = await session.stack.up({ color: "never" });
        const host = new URL(String(outputs.url?.value)).host;
        const withFunctions = await load(served, host, file, "Hit");
        const api = await load(served, host, "/api/hello", "Miss");
        await writeConfig(session.stack, { ...readStackConfig(root, "dev"), ...(await plainSite(session.folder)) });
        await session.stack.up({ color: "never" });
        const cached = await load(served, host, file, "Hit");
        rows.push(
          ...rowsOf("edge, cached file", cached),
          ...rowsOf("edge, cached file, two viewer functions", withFunctions),
          ...rowsOf("edge, /api/hello", api),
          byItself("edge, cached file's rate over the API call's", "x", cached.rate / api.rate, {
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

/** The program with an API that takes as much as it is asked: the stage's own limit is near what this machine serves. */
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

/** Configuration for the site without its own page for what is missing, and without rewriting of paths. */
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

function rowsOf(figure: string, { rate, p50, p99 }: Load): Row[] {
  return [
    byItself(`${figure}, ${connections} connections`, "requests/s", rate),
    byItself(`${figure}, p50`, "ms", p50),
    byItself(`${figure}, p99`, "ms", p99),
  ];
}

/**
 * Each connection asks again as soon as it has its answer; the load comes from a thread of its own. Of three runs the
 * median counts. The first second, which fills the cache and starts the functions, does not count.
 */
async function load(edge: Edge, host: string, path: string, cause: "Hit" | "Miss"): Promise<Load> {
  const ask = async (duration: number): Promise<Load> => {
    const { requests, latency, errors, non2xx } = await autocannon({
      url: `https://127.0.0.1:${edge.port}${path}`,
      headers: { host },
      servername: host,
      connections,
      duration,
      workers: 1,
    });
    if (errors + non2xx > 0) {
      throw new Error(`${path}: ${errors} requests failed, and ${non2xx} answers were not 200`);
    }
    return { rate: requests.average, p50: latency.p50, p99: latency.p99 };
  };
  await ask(1);
  const { headers } = await askOnce(edge, host, path);
  if (headers["x-cache"] !== `${cause} from cloudfront`) {
    throw new Error(`${path}: expected a ${cause}, not ${String(headers["x-cache"])}`);
  }
  const runs = [await ask(seconds), await ask(seconds), await ask(seconds)];
  const medianOf = (figure: keyof Load) => median(runs.map((run) => run[figure]));
  return { rate: medianOf("rate"), p50: medianOf("p50"), p99: medianOf("p99") };
}

/** The function's code as it was uploaded, and how long a new process takes to load it. */
function bundle({ account }: Session, rounds: number): Row[] {
  const [stored] = account.list(lambdaFunctions);
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
