// Runs in the function's process, in place of Lambda's runtime.
import type { Invocation, Message } from "./protocol";

type Handler = (event: unknown, context: object) => unknown;
type Exports = Readonly<Record<string, unknown>>;

const [file = "", exportName = ""] = process.argv.slice(1);

load().then(serve, (error: unknown) => {
  console.error(error);
  process.send?.({ kind: "initError", error: describe(error) } satisfies Message, () => process.exit(1));
});

async function load(): Promise<Handler> {
  const module = (await import(file)) as Exports & { readonly default?: Exports };
  const handler = module[exportName] ?? module.default?.[exportName];
  if (typeof handler !== "function") {
    throw new Error(`Runtime.HandlerNotFound: ${file} exports no function ${exportName}`);
  }
  return handler as Handler;
}

function serve(handler: Handler): void {
  process.on("message", (invocation: Invocation) => {
    void respond(handler, invocation).then((message) => process.send?.(message));
  });
  process.send?.({ kind: "ready" } satisfies Message);
}

async function respond(handler: Handler, { payload, context, deadline }: Invocation): Promise<Message> {
  try {
    const getRemainingTimeInMillis = () => Math.max(0, deadline - Date.now());
    const event: unknown = JSON.parse(payload);
    const result = await handler(event, { ...context, callbackWaitsForEmptyEventLoop: true, getRemainingTimeInMillis });
    return { kind: "result", payload: JSON.stringify(result ?? null), maxMemory: maxMemory() };
  } catch (error) {
    console.error("Invoke Error", error);
    return { kind: "error", error: describe(error), maxMemory: maxMemory() };
  }
}

function describe(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}

/** MiB. */
function maxMemory(): number {
  return Math.ceil(process.resourceUsage().maxRSS / 1024);
}
