// The process that runs functions. Each function has its own context, which exchanges only strings with the process:
// the context creates all objects that the code can access. It evaluates no strings as code and imports nothing.
import { createContext, Script } from "node:vm";

export interface Job {
  /** Identifies a function. */
  readonly id: string;
  /** JSON. */
  readonly event: string;
  /** If this version of the function is not loaded. */
  readonly load?: Source;
}

interface Source {
  readonly code: string;
  /** JSON with the pairs of the key value store, or null. */
  readonly store: string;
}

/** `ready`, then the result of each job in turn. */
export type Message = "ready" | { readonly output?: string; readonly error: string };

interface Host {
  start(load: unknown, store: string): void;
  setEvent(event: string): void;
  output(): string | undefined;
}

const [preludeCode = ""] = process.argv.slice(1);
const prelude = new Script(`(function () { const module = {};\n${preludeCode}\nreturn module.exports.host; })()`, {
  filename: "prelude",
});
const start = new Script("edge.run()", { filename: "cloudfront" });
interface LoadedFunction {
  readonly host: Host;
  readonly run: () => void;
}

const loaded = new Map<string, LoadedFunction>();

function find(id: string, source: Source | undefined): LoadedFunction {
  if (source !== undefined) {
    // The earlier version must not run if this one cannot be loaded.
    loaded.delete(id);
    loaded.set(id, load(source));
  }
  const fn = loaded.get(id);
  if (fn === undefined) {
    throw new Error("the function could not be loaded");
  }
  return fn;
}

function load({ code, store }: Source): LoadedFunction {
  const script = new Script(code, { filename: "function" });
  const context = createContext(Object.create(null) as object, {
    codeGeneration: { strings: false, wasm: false },
    // Microtasks run within the time limit.
    microtaskMode: "afterEvaluate",
  });
  const host = prelude.runInContext(context) as Host;
  host.start(script.runInContext(context), store);
  return { host, run: () => void start.runInContext(context) };
}

function run({ id, event, load: source }: Job): Message {
  try {
    const { host, run } = find(id, source);
    host.setEvent(event);
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
