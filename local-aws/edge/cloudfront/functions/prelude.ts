// Runs inside the sandbox, before a function's code and out of its reach: everything that the code touches is made here,
// by the sandbox's own constructors.

interface Handed {
  readonly event: object;
  readonly store: Readonly<Record<string, string>> | null;
}

type Handler = (event: object) => unknown;
/** The function's code, evaluated anew for each request: nothing that it declares lasts. */
type Load = (require: (name: string) => unknown, console: object, exports: object) => Handler;

const { parse, stringify } = JSON;
const notModelled = ["updateRequestOrigin", "selectRequestOriginById", "createRequestOriginGroup"];

// What could call into the process around the sandbox, hold it up, or run after its time.
for (const name of ["Atomics", "FinalizationRegistry", "SharedArrayBuffer", "WeakRef", "WebAssembly"]) {
  Reflect.deleteProperty(globalThis, name);
}
for (const name of ["prepareStackTrace", "stackTraceLimit"]) {
  Object.defineProperty(Error, name, { value: undefined, writable: false, configurable: false });
}

let load: Load | undefined;
let input = "";
let output: string | undefined;

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-custom-methods.html */
function keyValueStore(pairs: Handed["store"]) {
  if (pairs === null) {
    throw new Error("no key value store is associated with the function");
  }
  const find = (key: string) => (Object.hasOwn(pairs, key) ? pairs[key] : undefined);
  return {
    exists: (key: string) => Promise.resolve(find(key) !== undefined),
    get: (key: string, { format = "string" } = {}) => {
      const value = find(key);
      if (value === undefined) {
        return Promise.reject(new Error("KeyNotFound"));
      }
      return format === "bytes"
        ? Promise.reject(new Error("the format bytes is not modelled"))
        : Promise.resolve(format === "json" ? (parse(value) as unknown) : value);
    },
    count: () => Promise.resolve(Object.keys(pairs).length),
  };
}

function required(name: string, store: Handed["store"]): unknown {
  if (name !== "cloudfront") {
    throw new Error(`the module ${name} is not modelled`);
  }
  const refuse = (method: string) => () => {
    throw new Error(`cf.${method} is not modelled`);
  };
  return {
    kvs: () => keyValueStore(store),
    ...Object.fromEntries(notModelled.map((method) => [method, refuse(method)])),
  };
}

function written(value: unknown): string {
  try {
    if (typeof value === "string" || value === undefined) {
      return String(value);
    }
    return value instanceof Error ? `${value.name}: ${value.message}` : stringify(value);
  } catch {
    return "something that can't be written";
  }
}

async function run(): Promise<void> {
  const lines: string[] = [];
  const log = (...values: unknown[]) => {
    lines.push(values.map(written).join(" "));
  };
  try {
    const { event, store } = parse(input) as Handed;
    const console = { log, error: log };
    const handler = load?.((name) => required(name, store), console, {});
    output = stringify({ result: await handler?.(event), lines });
  } catch (error) {
    output = stringify({ error: written(error), lines });
  }
}

Object.defineProperty(globalThis, "edge", { value: Object.freeze({ run }), writable: false, configurable: false });

/** For the process around the sandbox alone. */
export const host = {
  start: (loaded: Load) => {
    load = loaded;
  },
  hand: (text: string) => {
    input = text;
    output = undefined;
  },
  take: () => output,
};
