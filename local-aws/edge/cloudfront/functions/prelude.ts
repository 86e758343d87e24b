// Runs in the sandbox before a function's code, which cannot access it. It creates every object that the code receives, so
// that they all have the sandbox's own constructors.

interface SentEvent {
  readonly rawQueryString?: string;
  readonly request: object;
}

type Store = Readonly<Record<string, string>> | null;

type Handler = (event: object) => unknown;
/** Evaluates the function's code. This happens for each request, so no declaration survives a request. */
type Load = (require: (name: string) => unknown, console: object) => Handler;

const { parse, stringify } = JSON;
const notModeled = ["updateRequestOrigin", "selectRequestOriginById", "createRequestOriginGroup"];

// The objects and functions that CloudFront's runtime has, except those that are not modeled.
// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-javascript-runtime-20.html
// Others could also block the process, access it, or run code after the time limit.
const supported = (
  "Array ArrayBuffer Boolean DataView Date Error EvalError Float32Array Float64Array Function Infinity Int16Array Int32Array " +
  "Int8Array JSON Math NaN Number Object Promise RangeError ReferenceError RegExp String Symbol SyntaxError TypeError URIError " +
  "Uint16Array Uint32Array Uint8Array Uint8ClampedArray decodeURI decodeURIComponent encodeURI encodeURIComponent eval " +
  "globalThis isFinite isNaN parseFloat parseInt undefined"
).split(" ");
const { deleteProperty } = Reflect;
for (const name of Object.getOwnPropertyNames(globalThis).filter((name) => !supported.includes(name))) {
  deleteProperty(globalThis, name);
}
for (const name of ["prepareStackTrace", "stackTraceLimit"]) {
  Object.defineProperty(Error, name, { value: undefined, writable: false, configurable: false });
}

let load: Load | undefined;
let store: Store = null;
let input = "";
let output: string | undefined;

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-custom-methods.html */
function keyValueStore(pairs: Store) {
  if (pairs === null) {
    throw new Error("no key value store is associated with the function");
  }
  const find = (key: string) => {
    // A store has no longer key. What CloudFront does with one is not documented.
    if (encodeURIComponent(key).replace(/%../g, "%").length > 512) {
      throw new Error("the key is longer than 512 bytes");
    }
    return Object.hasOwn(pairs, key) ? pairs[key] : undefined;
  };
  return {
    exists: (key: string) => Promise.resolve(find(key) !== undefined),
    get: (key: string, { format = "string" } = {}) => {
      const value = find(key);
      if (value === undefined) {
        return Promise.reject(new Error("KeyNotFound"));
      }
      return format === "bytes"
        ? Promise.reject(new Error("the format bytes is not modeled"))
        : Promise.resolve(format === "json" ? (parse(value) as unknown) : value);
    },
    count: () => Promise.resolve(Object.keys(pairs).length),
  };
}

function requireModule(name: string): unknown {
  if (name !== "cloudfront") {
    throw new Error(`the module ${name} is not modeled`);
  }
  const rejecting = (method: string) => () => {
    throw new Error(`cf.${method} is not modeled`);
  };
  return {
    kvs: () => keyValueStore(store),
    ...Object.fromEntries(notModeled.map((method) => [method, rejecting(method)])),
  };
}

function toText(value: unknown): string {
  try {
    if (typeof value === "string" || value === undefined) {
      return String(value);
    }
    return value instanceof Error ? `${value.name}: ${value.message}` : stringify(value);
  } catch {
    return "[value that cannot be converted to a string]";
  }
}

async function run(): Promise<void> {
  const lines: string[] = [];
  const log = (...values: unknown[]) => {
    lines.push(values.map(toText).join(" "));
  };
  try {
    const { rawQueryString, ...event } = parse(input) as SentEvent;
    // https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/general-helper-methods.html
    Object.defineProperty(event.request, "rawQueryString", { value: () => rawQueryString });
    const handler = load?.(requireModule, { log });
    output = stringify({ result: await handler?.(event), lines });
  } catch (error) {
    output = stringify({ error: toText(error), lines });
  }
}

Object.defineProperty(globalThis, "edge", { value: Object.freeze({ run }), writable: false, configurable: false });

/** The interface for the process around the sandbox. A function has no access to it. */
export const host = {
  /** @param pairs JSON with those of the key value store, or null */
  start: (loaded: Load, pairs: string) => {
    load = loaded;
    store = parse(pairs) as Store;
  },
  /** @param json an event */
  setEvent: (json: string) => {
    input = json;
    output = undefined;
  },
  output: () => output,
};
