import { signedCaller } from "../authorizers/iam";
import { FunctionResponse } from "../functionResponse";
import { GatewayError } from "../gatewayResponses";
import { messageLimit, OpenConnection } from "./connections";
import { WebSocketRequest, WebSocketServices } from "./services";

/**
 * Responds to a command for a connection: `POST` sends a message to its client, `GET` describes it and `DELETE` closes it.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-how-to-call-websocket-api-connections.html
 */
export function manageConnection(
  { connections, region }: WebSocketServices,
  { request, body, stage }: WebSocketRequest,
  encodedId: string,
): FunctionResponse {
  signedCaller(request, stage.kind, region);
  // No other character of an ID is encoded.
  const connection = connections.find(stage, encodedId.replace(/%3d/i, "="));
  if (connection === undefined) {
    throw new GatewayError("gone");
  }
  switch (request.method) {
    case "POST":
      if (body.length > messageLimit) {
        throw new GatewayError("messageTooLarge");
      }
      connection.send(body.toString());
      return response(200, "");
    case "GET":
      return response(200, JSON.stringify(describe(connection)));
    case "DELETE":
      connection.close(1000);
      return response(204, "");
    case undefined:
    default:
      throw new GatewayError("noRoute");
  }
}

function describe({ ids, call: { request }, lastActiveAt }: OpenConnection): object {
  return {
    connectedAt: new Date(ids.connectedAt).toISOString(),
    identity: { sourceIp: request.socket.remoteAddress, userAgent: request.headers["user-agent"] },
    lastActiveAt: lastActiveAt.toISOString(),
  };
}

function response(status: number, body: string): FunctionResponse {
  return { status, headers: { "content-type": "application/json" }, body: Buffer.from(body) };
}
