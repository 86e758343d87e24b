import type { IncomingMessage } from "node:http";
import { randomBytes } from "node:crypto";
import { requestIds } from "../gatewayResponses";
import { Call, commonLogTime, ConnectionIds, domainOf, receivedHeaders, unlessEmpty } from "./call";
import { callerIdentity, headerFields, queryFields } from "./format1";

/** The handshake of a connection, to which the events of its messages refer. */
export type ConnectCall = Pick<Call, "authorized" | "request" | "stage">;

/** Why a connection ended. https://www.rfc-editor.org/rfc/rfc6455#section-7.4 */
export interface Disconnection {
  readonly code: number;
  readonly reason: string;
}

// The events of a WebSocket API. Only those of $connect and $disconnect have headers, and only that of $connect has the query
// string. https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-mapping-template-reference.html

export function connectEvent(call: ConnectCall, connection: ConnectionIds): object {
  return {
    ...headerFields(handshakeHeaders(call.request)),
    ...queryFields(call.request),
    ...eventOf(call, connection, { routeKey: "$connect", eventType: "CONNECT" }),
  };
}

export function messageEvent(call: ConnectCall, connection: ConnectionIds, routeKey: string, body: string): object {
  const messageId = randomId();
  return { ...eventOf(call, connection, { routeKey, eventType: "MESSAGE", messageId }), body };
}

export function disconnectEvent(call: ConnectCall, connection: ConnectionIds, { code, reason }: Disconnection): object {
  const { domainName } = domainOf(call.request);
  const headers = new Map([
    ["Host", [domainName]],
    ["x-api-key", [""]],
    ["x-restapi", [""]],
  ]);
  return {
    ...headerFields(headers),
    ...eventOf(call, connection, {
      routeKey: "$disconnect",
      eventType: "DISCONNECT",
      disconnectStatusCode: code,
      disconnectReason: reason,
    }),
  };
}

/** An ID in the form of API Gateway's, e.g. `L0SM9cOFvHcCIhw=`. */
export function randomId(): string {
  return `${randomBytes(11).toString("base64url")}=`;
}

/** Without the headers of the connection. */
function handshakeHeaders(request: IncomingMessage): Map<string, string[]> {
  const headers = receivedHeaders(request);
  return new Map([...headers].filter(([name]) => !["connection", "upgrade"].includes(name.toLowerCase())));
}

function eventOf({ request, stage, authorized }: ConnectCall, connection: ConnectionIds, specific: object) {
  const { extendedRequestId } = requestIds();
  const now = new Date();
  const stageVariables = unlessEmpty({ ...stage.variables });
  return {
    requestContext: {
      ...specific,
      ...connection,
      ...(authorized.authorizer && { authorizer: authorized.authorizer }),
      apiId: stage.apiId,
      domainName: domainOf(request).domainName,
      extendedRequestId,
      identity: callerIdentity(request, authorized),
      messageDirection: "IN",
      requestId: extendedRequestId,
      requestTime: commonLogTime(now),
      requestTimeEpoch: now.getTime(),
      stage: stage.stageName,
    },
    ...(stageVariables && { stageVariables }),
    isBase64Encoded: false,
  };
}
