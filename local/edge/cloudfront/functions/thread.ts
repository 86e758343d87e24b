// The thread that runs functions. A context per function, where it sees nothing of the thread: only text goes in and comes
// out, and whatever else the code gets hold of was made by the context itself, which makes no code from strings and imports
// nothing.
import { createContext, Script } from "node:vm";
import { parentPort, workerData } from "node:worker_threads";

export interface Job {
  readonly id: string;
  readonly code: string;
  /** What the prelude reads: the event, and the pairs of the store. */
  readonly input: string;
}

/** That the thread is there, or what came of the run whose turn it was. */
export type Said = "ready" | { readonly output?: string; readonly error: string };

interface Host {
  start(load: unknown): void;
  hand(input: string): void;
  take(): string | undefined;
}

const prelude = new Script(
  `(function () { const module = {};\n${String(workerData)}\nreturn module.exports.host; })()`,
  { filename: "prelude" },
);
const start = new Script("edge.run()", { filename: "cloudfront" });
const running = new Map<string, { readonly host: Host; readonly run: () => void }>();

function open({ id, code }: Job) {
  const load = new Script(code, { filename: "function" });
  const context = createContext(Object.create(null) as object, {
    codeGeneration: { strings: false, wasm: false },
    // Promises that the code waits for are part of its time.
    microtaskMode: "afterEvaluate",
  });
  const host = prelude.runInContext(context) as Host;
  host.start(load.runInContext(context));
  const opened = { host, run: () => void start.runInContext(context) };
  running.set(id, opened);
  return opened;
}

function run(job: Job): Said {
  try {
    const { host, run } = running.get(job.id) ?? open(job);
    host.hand(job.input);
    run();
    const output = host.take();
    const error = "the handler has nothing left to wait for and did not return";
    return output === undefined ? { error } : { output, error: "" };
  } catch (error) {
    return { error: error instanceof Error ? error.message : "the function could not be run" };
  }
}

parentPort?.on("message", (job: Job) => {
  parentPort?.postMessage(run(job));
});
parentPort?.postMessage("ready");
