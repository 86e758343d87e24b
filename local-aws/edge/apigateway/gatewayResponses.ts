import { randomBytes, randomUUID } from "node:crypto";
import type { OutgoingHttpHeaders } from "node:http";
import { FunctionResponse } from "./functionResponse";

export type ApiKind = "http" | "rest" | "webSocket";

/** The form of the errors. A WebSocket API has those of a REST API. */
type ErrorForm = Exclude<ApiKind, "webSocket">;

interface ErrorResponse {
  readonly status: number;
  readonly body: string;
  readonly contentType: string;
  /** The value of `x-amzn-errortype`, which only REST APIs send. */
  readonly errorType?: string;
}

const json = (status: number, message: string | null, errorType?: string, key = "message"): ErrorResponse => ({
  status,
  body: JSON.stringify({ [key]: message }),
  contentType: "application/json",
  ...(errorType === undefined ? {} : { errorType }),
});
const both = (response: ErrorResponse): Record<ErrorForm, ErrorResponse> => ({ rest: response, http: response });
const tooLarge = "HTTP content length exceeded 10485760 bytes.";
const mismatch = "The request signature we calculated does not match the signature you provided.";
const notModeled = "The local API Gateway does not model this authorizer.";
const lambdaOnly = "The local API Gateway models only integrations with Lambda functions (AWS_PROXY).";
const failure = "InternalServerErrorException";

/**
 * The error responses of API Gateway, for REST APIs and for HTTP APIs.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html
 */
const responses = {
  /** The default endpoint is disabled, or the path matches no stage. */
  noStage: { rest: json(403, "Forbidden", "ForbiddenException"), http: json(404, "Not Found") },
  noRoute: {
    rest: json(403, "Missing Authentication Token", "MissingAuthenticationTokenException"),
    http: json(404, "Not Found"),
  },
  /** A route that requires a signature received none. */
  unsigned: {
    rest: json(403, "Missing Authentication Token", "MissingAuthenticationTokenException"),
    http: json(403, "Forbidden"),
  },
  invalidSignature: { rest: json(403, mismatch, "InvalidSignatureException"), http: json(403, "Forbidden") },
  unauthorized: { rest: json(401, "Unauthorized", "UnauthorizedException"), http: json(401, "Unauthorized") },
  forbidden: { rest: json(403, "Forbidden", "ForbiddenException"), http: json(403, "Forbidden") },
  /** A Lambda authorizer denied access. */
  denied: {
    rest: json(403, "User is not authorized to access this resource", "AccessDeniedException", "Message"),
    http: json(403, "Forbidden"),
  },
  authorizerFailed: {
    rest: json(500, null, "AuthorizerConfigurationException"),
    http: json(500, "Internal Server Error"),
  },
  authorizerNotModeled: { rest: json(500, notModeled), http: json(500, notModeled) },
  integrationNotModeled: { rest: json(501, lambdaOnly), http: json(501, lambdaOnly) },
  throttled: {
    rest: json(429, "Too Many Requests", "TooManyRequestsException"),
    http: json(429, "Too Many Requests"),
  },
  /** Over API Gateway's limit of 10 MB. For a REST API, the error is plain text. */
  tooLarge: {
    rest: { status: 413, body: tooLarge, contentType: "text/plain; charset=utf-8" },
    http: json(413, "Request Entity Too Large"),
  },
  /** Over Lambda's limit of 6 MB. */
  tooLargeForLambda: {
    rest: json(413, "Request Too Long", "BadRequestException"),
    http: json(413, "Request Entity Too Large"),
  },
  /** The function failed or returned an invalid response. https://docs.aws.amazon.com/lambda/latest/dg/services-apigateway.html#services-apigateway-errors */
  functionFailed: { rest: json(502, "Internal server error", failure), http: json(500, "Internal Server Error") },
  /** Lambda rejected the event. */
  notInvoked: { rest: json(500, "Internal server error", failure), http: json(503, "Service Unavailable") },
  timedOut: { rest: json(504, "Endpoint request timed out", failure), http: json(503, "Service Unavailable") },
  /** A request to a WebSocket API that is no handshake. */
  upgradeRequired: both(json(426, "Upgrade Required")),
  /** A handshake without a valid key or version. */
  badHandshake: both(json(400, "Bad Request", "BadRequestException")),
  /** The connection does not exist. https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-how-to-call-websocket-api-connections.html */
  gone: both({ status: 410, body: "", contentType: "application/json", errorType: "GoneException" }),
  /** A message to a connection is over 128 KB. */
  messageTooLarge: both(json(413, "Payload Too Large", "PayloadTooLargeException")),
} satisfies Record<string, Record<ErrorForm, ErrorResponse>>;

export type GatewayResponseType = keyof typeof responses;

/** Ends a request with one of API Gateway's error responses. */
export class GatewayError extends Error {
  constructor(
    readonly type: GatewayResponseType,
    readonly headers: OutgoingHttpHeaders = {},
  ) {
    super(type);
  }
}

export function gatewayResponse(kind: ApiKind, { type, headers }: GatewayError): FunctionResponse {
  const { status, body, contentType, errorType }: ErrorResponse = responses[type][kind === "http" ? "http" : "rest"];
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

/** The IDs of a request in headers, events and logs. */
export interface RequestIds {
  readonly requestId: string;
  readonly extendedRequestId: string;
}

export function requestIds(): RequestIds {
  return { requestId: randomUUID(), extendedRequestId: randomBytes(11).toString("base64") };
}

/** The headers of every response, from API Gateway or from the function. */
export function idHeaders(kind: ApiKind, { requestId, extendedRequestId }: RequestIds): OutgoingHttpHeaders {
  return kind === "http"
    ? { "apigw-requestid": extendedRequestId }
    : { "x-amzn-requestid": requestId, "x-amz-apigw-id": extendedRequestId };
}
