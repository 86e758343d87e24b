import type { IncomingMessage } from "node:http";
import { restApis } from "../../aws/apigateway/rest";
import { Stage } from "./stages";
import { GatewayError } from "./gatewayResponses";

// https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html
const bodyLimit = 10_485_760;

/** Reads the body. Discards the rest of a body over the limit, so that the client can read the error. */
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
    throw new GatewayError("tooLarge");
  }
  return Buffer.concat(chunks);
}

/** The types that an HTTP API treats as text. https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html */
const textTypes = /^(text\/.+|application\/(json|xml|javascript))$/;

/** Whether the event has a body of this type in base64. */
export function isBinary(stage: Stage, contentType: string | undefined): boolean {
  return stage.kind === "http" ? isBinaryForHttp(contentType) : isBinaryType(stage, mediaType(contentType));
}

export function isBinaryForHttp(contentType: string | undefined): boolean {
  return !textTypes.test(mediaType(contentType));
}

/**
 * Whether API Gateway decodes a base64 body from the function. An HTTP API always does; a REST API does if the first type in
 * Accept is a binary media type. https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-payload-encodings-workflow.html
 */
export function decodesResponse(stage: Stage, accept: string | undefined): boolean {
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
