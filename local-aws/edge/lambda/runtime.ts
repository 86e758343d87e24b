// Runs in the function's process, in place of Lambda's runtime.
import { isUtf8 } from "node:buffer";
import { Writable } from "node:stream";
import { finished } from "node:stream/promises";
import type { Invocation, Message } from "./protocol";

type Handler = (event: unknown, ...others: object[]) => unknown;
type Exports = Readonly<Record<string, unknown>>;

const [file = "", exportName = ""] = process.argv.slice(1);

/** Handlers that write to a stream: https://docs.aws.amazon.com/lambda/latest/dg/config-rs-write-functions.html */
const streaming = new WeakSet<Handler>();

/** The response of such a handler. It is passed on when it is complete. */
class ResponseStream extends Writable {
  public metadata: object = {};
  private readonly chunks: Buffer[] = [];

  public override _write(chunk: Buffer, _: BufferEncoding, done: () => void): void {
    this.chunks.push(chunk);
    done();
  }

  public result(): object {
    const body = Buffer.concat(this.chunks);
    const isBase64Encoded = !isUtf8(body);
    return { ...this.metadata, body: body.toString(isBase64Encoded ? "base64" : "utf8"), isBase64Encoded };
  }
}

Object.assign(globalThis, {
  awslambda: {
    streamifyResponse: (handler: Handler): Handler => {
      streaming.add(handler);
      return handler;
    },
    HttpResponseStream: {
      from: (stream: ResponseStream, metadata: object): ResponseStream => Object.assign(stream, { metadata }),
    },
  },
});

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
    const full = { ...context, callbackWaitsForEmptyEventLoop: true, getRemainingTimeInMillis };
    const result = await (streaming.has(handler) ? streamed(handler, event, full) : handler(event, full));
    return { kind: "result", payload: JSON.stringify(result ?? null), maxMemory: maxMemory() };
  } catch (error) {
    console.error("Invoke Error", error);
    return { kind: "error", error: describe(error), maxMemory: maxMemory() };
  }
}

async function streamed(handler: Handler, event: unknown, context: object): Promise<object> {
  const stream = new ResponseStream();
  const written = finished(stream);
  await Promise.all([handler(event, stream, context), written]);
  return stream.result();
}

function describe(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}

/** MiB. */
function maxMemory(): number {
  return Math.ceil(process.resourceUsage().maxRSS / 1024);
}
