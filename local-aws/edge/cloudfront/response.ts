import type { IncomingMessage } from "node:http";
import { Readable } from "node:stream";

export type Headers = Readonly<Record<string, string | string[]>>;

/** An answer on its way to the viewer. */
export interface Answer {
  readonly status: number;
  /** `content-length` only where the body does not tell it. */
  readonly headers: Headers;
  /** A stream where it is larger than an edge holds in memory here. */
  readonly body: Buffer | Readable;
}

export interface WholeAnswer extends Answer {
  readonly body: Buffer;
}

export function isWhole(answer: Answer): answer is WholeAnswer {
  return Buffer.isBuffer(answer.body);
}

/** Bytes of a body that an edge holds in memory. Larger ones pass through; CloudFront caches up to 50 GB. */
export const largestHeldBody = 16 * 1024 * 1024;

const ofTheConnection = new Set([
  "connection",
  "content-length",
  "keep-alive",
  "trailer",
  "transfer-encoding",
  "upgrade",
]);

/** An origin's answer to a method, its body read where it is small enough. Nothing where the origin broke off. */
export async function readAnswer(incoming: IncomingMessage, method: string): Promise<Answer | undefined> {
  const headers = Object.fromEntries(
    Object.entries(incoming.headers).filter(
      (entry): entry is [string, string | string[]] => entry[1] !== undefined && !ofTheConnection.has(entry[0]),
    ),
  );
  const length = incoming.headers["content-length"];
  const status = incoming.statusCode ?? 502;
  const withLength = { ...headers, ...(length === undefined ? {} : { "content-length": length }) };
  if (method !== "HEAD" && Number(length ?? 0) > largestHeldBody) {
    return { status, headers: withLength, body: incoming };
  }
  try {
    const body = await readHeld(incoming);
    return { status, headers: method === "HEAD" ? withLength : headers, body };
  } catch {
    return undefined;
  }
}

/** The whole body, or a stream of all of it where it turns out to be large. */
async function readHeld(incoming: IncomingMessage): Promise<Buffer | Readable> {
  const chunks: Buffer[] = [];
  let size = 0;
  const rest = incoming[Symbol.asyncIterator]() as AsyncIterableIterator<Buffer>;
  for (let next = await rest.next(); next.done !== true; next = await rest.next()) {
    chunks.push(next.value);
    size += next.value.length;
    if (size > largestHeldBody) {
      return Readable.from(followedBy(chunks, rest));
    }
  }
  return Buffer.concat(chunks);
}

async function* followedBy(chunks: readonly Buffer[], rest: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  yield* chunks;
  yield* rest;
}

/** An answer that nobody reads would keep its connection open. */
export function discard({ body }: Answer): void {
  if (body instanceof Readable) {
    body.destroy();
  }
}

export function without(headers: Headers, ...names: readonly string[]): Headers {
  return names.some((name) => name in headers)
    ? Object.fromEntries(Object.entries(headers).filter(([name]) => !names.includes(name)))
    : headers;
}

/** A header's one value. */
export function headerOf(headers: Headers, name: string): string | undefined {
  const value = headers[name];
  return Array.isArray(value) ? value.join(", ") : value;
}
