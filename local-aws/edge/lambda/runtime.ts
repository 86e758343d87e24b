// Runs in the function's process, in place of Lambda's runtime.
import { Writable } from "node:stream";
import { finished } from "node:stream/promises";
import { pathToFileURL } from "node:url";
import type { Completion, Invocation, Message, Request } from "./protocol";
import { connectLocally } from "./localConnections";
import { metadataBytes } from "./streamFormat";

type Handler = (event: unknown, ...others: object[]) => unknown;
type Exports = Readonly<Record<string, unknown>>;

const [file = "", exportName = ""] = process.argv.slice(1);

/** Handlers that write to a stream: https://docs.aws.amazon.com/lambda/latest/dg/config-rs-write-functions.html */
const streaming = new WeakSet<Handler>();

/** The response of such a handler. It sends each part when the edge has read the part before. */
class ResponseStream extends Writable {
  public metadata: object | undefined;
  /** Whether no one reads the response anymore. */
  public isCanceled = false;
  private onResume: () => void = () => undefined;

  public override _write(chunk: Buffer, _: BufferEncoding, done: () => void): void {
    this.onResume = done;
    send({ kind: "chunk", base64: Buffer.concat([this.takeMetadata(), chunk]).toString("base64") });
  }

  public override _final(done: () => void): void {
    if (this.metadata === undefined) {
      done();
    } else {
      this._write(Buffer.alloc(0), "utf8", done);
    }
  }

  /**
   * The content type of a response without other metadata.
   * https://docs.aws.amazon.com/lambda/latest/dg/response-streaming-tutorial.html
   */
  public setContentType(contentType: string): void {
    this.metadata = { statusCode: 200, headers: { "content-type": contentType } };
  }

  public resume(): void {
    this.onResume();
  }

  public cancel(): void {
    this.isCanceled = true;
    this.destroy();
  }

  /** The metadata precedes the first part of the payload. */
  private takeMetadata(): Buffer {
    const { metadata } = this;
    this.metadata = undefined;
    return metadata === undefined ? Buffer.alloc(0) : metadataBytes(metadata);
  }
}

/** The response that is being streamed. */
let current: ResponseStream | undefined;

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
  const module = (await import(pathToFileURL(file).href)) as Exports & { readonly default?: Exports };
  const handler = module[exportName] ?? module.default?.[exportName];
  if (typeof handler !== "function") {
    throw new Error(`Runtime.HandlerNotFound: ${file} exports no function ${exportName}`);
  }
  return handler as Handler;
}

function serve(handler: Handler): void {
  process.on("message", (request: Request) => {
    switch (request.kind) {
      case "invoke":
        void respond(handler, request).then(send);
        break;
      case "resume":
        current?.resume();
        break;
      case "cancel":
        current?.cancel();
        break;
    }
  });
  send({ kind: "ready" });
}

function send(message: Message): void {
  process.send?.(message);
}

async function respond(handler: Handler, { payload, context, deadline, served }: Invocation): Promise<Message> {
  connectLocally(served);
  try {
    const getRemainingTimeInMillis = () => Math.max(0, deadline - Date.now());
    const event: unknown = JSON.parse(payload);
    const full = { ...context, callbackWaitsForEmptyEventLoop: true, getRemainingTimeInMillis };
    if (streaming.has(handler)) {
      await stream(handler, event, full);
      return completion({});
    }
    return completion({ payload: JSON.stringify((await handler(event, full)) ?? null) });
  } catch (error) {
    console.error("Invoke Error", error);
    return { kind: "error", error: describe(error), maxMemory: maxMemory() };
  }
}

function completion(result: Pick<Completion, "payload">): Completion {
  return { kind: "result", ...result, maxMemory: maxMemory() };
}

/** Waits for the handler and the end of its response. The handler of a canceled response can end as it likes. */
async function stream(handler: Handler, event: unknown, context: object): Promise<void> {
  const response = new ResponseStream();
  current = response;
  const unlessCanceled = (error: unknown) => {
    if (!response.isCanceled) {
      throw error;
    }
  };
  const handled = Promise.resolve(handler(event, response, context));
  try {
    await Promise.all([handled.catch(unlessCanceled), finished(response).catch(unlessCanceled)]);
  } finally {
    response.destroy();
  }
}

function describe(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}

/** MiB. */
function maxMemory(): number {
  return Math.ceil(process.resourceUsage().maxRSS / 1024);
}
