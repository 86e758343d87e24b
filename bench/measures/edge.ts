import autocannon from "autocannon";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { cp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Edge } from "../../local/edge";
import { settingsOf } from "../../local/edge/lambda/settings";
import { root } from "../../local/folders";
import type { Session } from "../../local/session";
import { Config, stackConfig, writeConfig } from "../../local/workspace";
import { withEdge, withStack } from "../../test/support/engine";
import { byItself, Measure, median, Row } from "../measure";

const connections = 50;
const seconds = 3;

/** The edge and the function of the stack `dev`, as `npm start` serves them, and a site whose behaviors run no functions. */
export const edge: Measure = {
  name: "edge",
  run: async ({ rounds, say }) => {
    const rows: Row[] = [];
    await withStack({ say }, (session) =>
      withEdge(session, async (served) => {
        const { outputs } = await session.stack.up({ color: "never" });
        const host = new URL(String(outputs.url?.value)).host;
        const withFunctions = await load(served, host, file);
        const api = await load(served, host, "/api/hello");
        await writeConfig(session.stack, { ...stackConfig("dev"), ...(await plainSite(session.folder)) });
        await session.stack.up({ color: "never" });
        const cached = await load(served, host, file);
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
 * median counts. The first second, which fills the cache and starts the functions, does not count, nor do answers of an API whose stage is asked for more than it
 * takes (429).
 */
async function load({ port }: Edge, host: string, path: string): Promise<Load> {
  const ask = (duration: number): Promise<autocannon.Result> =>
    autocannon({
      url: `https://127.0.0.1:${port}${path}`,
      headers: { host },
      servername: host,
      connections,
      duration,
      workers: 1,
    });
  await ask(1);
  const runs: Load[] = [];
  for (let run = 0; run < 3; run += 1) {
    const { latency, errors, non2xx, "4xx": refused, "2xx": answered, duration } = await ask(seconds);
    if (answered === 0 || errors + non2xx > refused) {
      throw new Error(`${path}: ${errors} requests failed, and ${non2xx} answers were not 200`);
    }
    runs.push({ rate: answered / duration, p50: latency.p50, p99: latency.p99 });
  }
  const medianOf = (figure: keyof Load) => median(runs.map((run) => run[figure]));
  return { rate: medianOf("rate"), p50: medianOf("p50"), p99: medianOf("p99") };
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
