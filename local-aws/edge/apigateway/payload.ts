import type { IncomingMessage } from "node:http";
import { restApis } from "../../aws/apigateway/rest";
import { Stage } from "./endpoints";
import { Refused } from "./gatewayResponses";

// https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html
const bodyLimit = 10_485_760;

/** The body, if it is not over the limit; what is over it is read to its end and forgotten. */
export async function readLimitedBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    length += (chunk as Buffer).length;
    if (length <= bodyLimit) {
      chunks.push(chunk as Buffer);
    }
  }
  if (length > bodyLimit) {
    throw new Refused("tooLarge");
  }
  return Buffer.concat(chunks);
}

/** The only types that an HTTP API takes for text. https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html */
const textTypes = /^(text\/.+|application\/(json|xml|javascript))$/;

/** Whether a body of this type goes to the function as base64. */
export function isBinary(stage: Stage, contentType: string | undefined): boolean {
  return stage.kind === "http" ? isBinaryForHttp(contentType) : isBinaryType(stage, mediaType(contentType));
}

export function isBinaryForHttp(contentType: string | undefined): boolean {
  return !textTypes.test(mediaType(contentType));
}

/**
 * Whether base64 that a function returned is decoded: an HTTP API always does it, a REST API where the first type of Accept
 * is a binary one. https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-payload-encodings-workflow.html
 */
export function decodesAnswer(stage: Stage, accept: string | undefined): boolean {
  return stage.kind === "http" || isBinaryType(stage, mediaType(accept?.split(",", 1)[0]));
}

function isBinaryType({ definition, apiId }: Stage, type: string): boolean {
  const api = definition.get(restApis, apiId);
  const types = api?.outputs.binaryMediaTypes ?? [];
  return types.some((binary) => binary === "*/*" || binary.toLowerCase() === type);
}

function mediaType(value = ""): string {
  return (value.split(";", 1)[0] ?? "").trim().toLowerCase();
}
