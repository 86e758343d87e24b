import type { APIGatewayProxyEvent } from "aws-lambda";
import type { Writable } from "node:stream";
import { setTimeout } from "node:timers/promises";

declare const awslambda: {
  streamifyResponse(handler: (event: APIGatewayProxyEvent, stream: Writable) => Promise<void>): unknown;
  readonly HttpResponseStream: { from(stream: Writable, metadata: object): Writable };
};

/** Writes `first`, and after the milliseconds in the query string `wait`, `last`. Logs when its stream closes. */
export const handler = awslambda.streamifyResponse(async (event, stream) => {
  const response = awslambda.HttpResponseStream.from(stream, {
    statusCode: 200,
    headers: { "content-type": "text/plain" },
  });
  response.on("close", () => {
    console.log("closed");
  });
  response.write("first");
  await setTimeout(Number(event.queryStringParameters?.wait ?? 0));
  response.end(" last");
});
