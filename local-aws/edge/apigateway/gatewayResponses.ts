import { randomBytes, randomUUID } from "node:crypto";
import type { OutgoingHttpHeaders } from "node:http";
import { FunctionAnswer } from "./functionResponse";

export type ApiKind = "http" | "rest";

interface Answer {
  readonly status: number;
  readonly body: string;
  readonly contentType: string;
  /** REST APIs name the error in `x-amzn-errortype`; HTTP APIs do not. */
  readonly errorType?: string;
}

const json = (status: number, message: string | null, errorType?: string, key = "message"): Answer => ({
  status,
  body: JSON.stringify({ [key]: message }),
  contentType: "application/json",
  ...(errorType === undefined ? {} : { errorType }),
});
const tooLarge = "HTTP content length exceeded 10485760 bytes.";
const mismatch = "The request signature we calculated does not match the signature you provided.";
const notModelled = "The local API Gateway does not model this authorizer.";
const failure = "InternalServerErrorException";

/**
 * What API Gateway answers by itself, to a client of a REST API and of an HTTP API.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html
 */
const answers = {
  /** A closed default endpoint, or no stage where the path points. */
  unreached: { rest: json(403, "Forbidden", "ForbiddenException"), http: json(404, "Not Found") },
  unrouted: {
    rest: json(403, "Missing Authentication Token", "MissingAuthenticationTokenException"),
    http: json(404, "Not Found"),
  },
  /** A route that asks for a signature got none. */
  unsigned: {
    rest: json(403, "Missing Authentication Token", "MissingAuthenticationTokenException"),
    http: json(403, "Forbidden"),
  },
  wronglySigned: { rest: json(403, mismatch, "InvalidSignatureException"), http: json(403, "Forbidden") },
  unauthorized: { rest: json(401, "Unauthorized", "UnauthorizedException"), http: json(401, "Unauthorized") },
  forbidden: { rest: json(403, "Forbidden", "ForbiddenException"), http: json(403, "Forbidden") },
  /** A Lambda authorizer said no. */
  denied: {
    rest: json(403, "User is not authorized to access this resource", "AccessDeniedException", "Message"),
    http: json(403, "Forbidden"),
  },
  authorizerFailed: {
    rest: json(500, null, "AuthorizerConfigurationException"),
    http: json(500, "Internal Server Error"),
  },
  authorizerNotModelled: { rest: json(500, notModelled), http: json(500, notModelled) },
  throttled: {
    rest: json(429, "Too Many Requests", "TooManyRequestsException"),
    http: json(429, "Too Many Requests"),
  },
  /** Over API Gateway's own 10 MB. A REST API's front end refuses that before API Gateway writes JSON. */
  tooLarge: {
    rest: { status: 413, body: tooLarge, contentType: "text/plain; charset=utf-8" },
    http: json(413, "Request Entity Too Large"),
  },
  /** Over Lambda's 6 MB. */
  tooLong: {
    rest: json(413, "Request Too Long", "BadRequestException"),
    http: json(413, "Request Entity Too Large"),
  },
  /** The function failed or returned what is no answer. https://docs.aws.amazon.com/lambda/latest/dg/services-apigateway.html#services-apigateway-errors */
  failed: { rest: json(502, "Internal server error", failure), http: json(500, "Internal Server Error") },
  /** Lambda did not take the event. */
  notInvoked: { rest: json(500, "Internal server error", failure), http: json(503, "Service Unavailable") },
  timedOut: { rest: json(504, "Endpoint request timed out", failure), http: json(503, "Service Unavailable") },
} satisfies Record<string, Record<ApiKind, Answer>>;

export type Refusal = keyof typeof answers;

/** API Gateway answers by itself. */
export class Refused extends Error {
  constructor(
    readonly refusal: Refusal,
    readonly headers: OutgoingHttpHeaders = {},
  ) {
    super(refusal);
  }
}

/** @returns the answer to a client of an API of that kind */
export function refusalAnswer(kind: ApiKind, { refusal, headers }: Refused): FunctionAnswer {
  const { status, body, contentType, errorType }: Answer = answers[refusal][kind];
  return {
    status,
    headers: {
      "content-type": contentType,
      ...(errorType === undefined ? {} : { "x-amzn-errortype": errorType }),
      ...headers,
    },
    body: Buffer.from(body),
  };
}

/** The names by which a request is found in the logs. */
export interface RequestIds {
  readonly requestId: string;
  readonly extendedRequestId: string;
}

export function requestIds(): RequestIds {
  return { requestId: randomUUID(), extendedRequestId: randomBytes(11).toString("base64") };
}

/** The headers that every answer has, API Gateway's own and the function's. */
export function idHeaders(kind: ApiKind, { requestId, extendedRequestId }: RequestIds): OutgoingHttpHeaders {
  return kind === "http"
    ? { "apigw-requestid": extendedRequestId }
    : { "x-amzn-requestid": requestId, "x-amz-apigw-id": extendedRequestId };
}
