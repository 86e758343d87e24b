import type { APIGatewayProxyEvent } from "aws-lambda";
import type { Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { setTimeout } from "node:timers/promises";
import { handler as hello } from "./hello";

/** https://docs.aws.amazon.com/lambda/latest/dg/config-rs-write-functions.html */
declare const awslambda: {
  streamifyResponse(handler: (event: APIGatewayProxyEvent, stream: Writable) => Promise<void>): unknown;
  readonly HttpResponseStream: { from(stream: Writable, metadata: object): Writable };
};

const words = "Each of these words is a chunk, which the function wrote while you read.".split(" ");
/** Milliseconds between two words. */
const pause = 250;

/** Streams one word after the other for paths that end in `/stream`, and the response of `hello.ts` for others. */
export const handler = awslambda.streamifyResponse(async ({ path }, stream) => {
  const { body = "", ...metadata } = await hello();
  const response = awslambda.HttpResponseStream.from(stream, metadata);
  await pipeline(path.endsWith("/stream") ? slowly(words) : [body], response);
});

/** The pipeline stops it when the viewer leaves. On AWS, the function may continue. */
async function* slowly(parts: readonly string[]): AsyncGenerator<string> {
  let written = 0;
  try {
    for (const part of parts) {
      yield `${part} `;
      written += 1;
      await setTimeout(pause);
    }
  } finally {
    console.log(`wrote ${written} of ${parts.length} words`);
  }
}
