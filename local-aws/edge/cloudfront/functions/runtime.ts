// The process that runs functions. A context per function, where it sees nothing of the process: only text goes in and comes
// out, and whatever else the code gets hold of was made by the context itself, which makes no code from strings and imports
// nothing.
import { createContext, Script } from "node:vm";

export interface Job {
  /** Tells the function from others, and from itself when changed. */
  readonly id: string;
  readonly code: string;
  /** What the prelude reads: the event, and the pairs of the store. */
  readonly input: string;
}

/** That the process is there, or what came of the run whose turn it was. */
export type Said = "ready" | { readonly output?: string; readonly error: string };

interface Host {
  start(load: unknown): void;
  hand(input: string): void;
  take(): string | undefined;
}

const [preludeCode = ""] = process.argv.slice(1);
const prelude = new Script(`(function () { const module = {};\n${preludeCode}\nreturn module.exports.host; })()`, {
  filename: "prelude",
});
const start = new Script("edge.run()", { filename: "cloudfront" });
const opened = new Map<string, { readonly host: Host; readonly run: () => void }>();

function open({ id, code }: Job) {
  const load = new Script(code, { filename: "function" });
  const context = createContext(Object.create(null) as object, {
    codeGeneration: { strings: false, wasm: false },
    // Promises that the code waits for are part of its time.
    microtaskMode: "afterEvaluate",
  });
  const host = prelude.runInContext(context) as Host;
  host.start(load.runInContext(context));
  const fn = { host, run: () => void start.runInContext(context) };
  opened.set(id, fn);
  return fn;
}

function run(job: Job): Said {
  try {
    const { host, run } = opened.get(job.id) ?? open(job);
    host.hand(job.input);
    run();
    const output = host.take();
    const error = "the handler has nothing left to wait for and did not return";
    return output === undefined ? { error } : { output, error: "" };
  } catch (error) {
    return { error: error instanceof Error ? error.message : "the function could not be run" };
  }
}

// A promise that a function leaves behind is nobody's any more once the function has answered.
process.on("unhandledRejection", () => undefined);
process.on("disconnect", () => process.exit());
process.on("message", (job: Job) => process.send?.(run(job)));
process.send?.("ready" satisfies Said);
