import type { ServerResponse } from "node:http";
import { pipeline, Readable, Transform } from "node:stream";
import { pipeline as piped } from "node:stream/promises";
import { longestMetadata, splitStream } from "../lambda";
import { FunctionResponse, MalformedResponse, readMetadata } from "./functionResponse";

/** A response whose body comes while the function writes it. */
export interface StreamedResponse extends Omit<FunctionResponse, "body"> {
  readonly body: Readable;
}

/**
 * Reads the metadata of a function's stream. The rest is the body.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/response-transfer-mode-lambda.html
 */
export function readStreamedResponse(stream: Readable): Promise<StreamedResponse> {
  return new Promise((resolve, reject) => {
    let head: Buffer | undefined = Buffer.alloc(0);
    const body = new Transform({
      transform(part: Buffer, _, done) {
        if (head === undefined) {
          done(null, part);
          return;
        }
        head = Buffer.concat([head, part]);
        const split = splitStream(head);
        if (split === undefined) {
          done(head.length > longestMetadata ? new MalformedResponse() : null);
          return;
        }
        head = undefined;
        try {
          resolve({ ...readMetadata(split.metadata), body });
          done(null, split.payload);
        } catch (error) {
          done(error as Error);
        }
      },
      flush(done) {
        done(head === undefined ? null : new MalformedResponse());
      },
    });
    pipeline(stream, body, (error) => {
      if (error) {
        reject(error);
      }
    });
  });
}

/** Sends the body as it comes. @returns the number of bytes that were sent until the body or the connection ended */
export async function sendStream(to: ServerResponse, body: Readable): Promise<number> {
  if (to.req.method === "HEAD") {
    body.destroy();
    to.end();
    return 0;
  }
  let length = 0;
  body.on("data", (part: Buffer) => {
    length += part.length;
  });
  to.flushHeaders();
  // The connection closes if the function fails, or if the client leaves.
  await piped(body, to).catch(() => undefined);
  return length;
}
