import { once } from "node:events";
import { Readable } from "node:stream";
import { readMetadata } from "../apigateway/functionResponse";
import { StreamedResponse } from "../apigateway/streamedResponse";
import { splitStream } from "../lambda";

/**
 * Reads the metadata that precedes the first part of a function's stream. A stream without metadata is the body.
 * https://docs.aws.amazon.com/lambda/latest/dg/config-rs-write-functions.html
 */
export async function readStream(stream: Readable): Promise<StreamedResponse> {
  await once(stream, "readable");
  const first = (stream.read() as Buffer | null) ?? Buffer.alloc(0);
  const split = splitStream(first);
  const payload = split?.payload ?? first;
  if (payload.length > 0) {
    stream.unshift(payload);
  }
  const { status, headers } =
    split === undefined
      ? { status: 200, headers: { "content-type": "application/octet-stream" } }
      : readMetadata(split.metadata);
  return { status, headers, body: stream };
}
