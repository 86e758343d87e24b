// The process that runs functions. Each function has its own context, which exchanges only strings with the process:
// the context creates all objects that the code can access. It evaluates no strings as code and imports nothing.
import { createContext, Script } from "node:vm";

export interface Job {
  /** Identifies a version of a function. */
  readonly id: string;
  readonly code: string;
  /** JSON with the event and the pairs of the key value store. */
  readonly input: string;
}

/** `ready`, then the result of each job in turn. */
export type Message = "ready" | { readonly output?: string; readonly error: string };

interface Host {
  start(load: unknown): void;
  setInput(input: string): void;
  output(): string | undefined;
}

const [preludeCode = ""] = process.argv.slice(1);
const prelude = new Script(`(function () { const module = {};\n${preludeCode}\nreturn module.exports.host; })()`, {
  filename: "prelude",
});
const start = new Script("edge.run()", { filename: "cloudfront" });
const loaded = new Map<string, { readonly host: Host; readonly run: () => void }>();

function load({ id, code }: Job) {
  const script = new Script(code, { filename: "function" });
  const context = createContext(Object.create(null) as object, {
    codeGeneration: { strings: false, wasm: false },
    // Microtasks run within the time limit.
    microtaskMode: "afterEvaluate",
  });
  const host = prelude.runInContext(context) as Host;
  host.start(script.runInContext(context));
  const fn = { host, run: () => void start.runInContext(context) };
  loaded.set(id, fn);
  return fn;
}

function run(job: Job): Message {
  try {
    const { host, run } = loaded.get(job.id) ?? load(job);
    host.setInput(job.input);
    run();
    const output = host.output();
    const error = "the handler did not return, and no promise is pending";
    return output === undefined ? { error } : { output, error: "" };
  } catch (error) {
    return { error: error instanceof Error ? error.message : "the function could not be run" };
  }
}

// A function may leave rejected promises after it returned.
process.on("unhandledRejection", () => undefined);
process.on("disconnect", () => process.exit());
process.on("message", (job: Job) => process.send?.(run(job)));
process.send?.("ready" satisfies Message);
