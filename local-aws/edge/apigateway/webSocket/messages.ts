import { RawData, WebSocket } from "ws";
import { NotModeled } from "../../frontEnd";
import { disconnectEvent, messageEvent, randomId } from "../events/webSocket";
import { GatewayError, gatewayResponse } from "../gatewayResponses";
import { OpenConnection } from "./connections";
import { findRouteByKey, invokeRoute, selectRoute } from "./routes";
import { WebSocketServices } from "./services";

/** Invokes the functions for the messages of a connection, and for its end. */
export function serveConnection(services: WebSocketServices, connection: OpenConnection): void {
  const { socket } = connection;
  services.connections.add(connection);
  socket.on("message", (data: RawData, isBinary) => {
    if (socket.readyState !== WebSocket.OPEN) {
      return;
    }
    if (isBinary) {
      // https://docs.aws.amazon.com/apigateway/latest/developerguide/websocket-api-develop-binary-media-types.html
      connection.close(1003);
      return;
    }
    // Not an array or an ArrayBuffer, unless the socket is set to those.
    void respondToMessage(services, connection, (data as Buffer).toString()).catch((error: unknown) => {
      sendError(connection, describeFailure(error));
    });
  });
  socket.on("close", (code, reason) => {
    if (services.connections.delete(connection)) {
      void disconnect(services, connection, code, reason.toString()).catch(describeFailure);
    }
  });
}

async function respondToMessage(
  services: WebSocketServices,
  connection: OpenConnection,
  message: string,
): Promise<void> {
  const { call, ids } = connection;
  const route = selectRoute(call.stage, message);
  if (route === undefined) {
    throw new GatewayError("forbidden");
  }
  const event = messageEvent(call, ids, route.route, message);
  const response = await invokeRoute(services, call.stage, route, event);
  if (route.responds && response !== undefined && response.body.length > 0) {
    connection.send(response.body.toString());
  }
}

/** The connection is closed already, so the client never gets an error. */
async function disconnect(
  services: WebSocketServices,
  { call, ids }: OpenConnection,
  code: number,
  reason: string,
): Promise<void> {
  const route = findRouteByKey(call.stage, "$disconnect");
  if (route !== undefined) {
    const event = disconnectEvent(call, ids, { code, reason: reason === "" ? (reasons[code] ?? "") : reason });
    await invokeRoute(services, call.stage, route, event);
  }
}

const reasons: Readonly<Record<number, string>> = {
  1001: "Going away",
  1005: "Client-side close frame status not set",
};

function sendError({ ids, socket }: OpenConnection, message: string): void {
  const { connectionId } = ids;
  // The client may have left.
  socket.send(JSON.stringify({ message, connectionId, requestId: randomId() }), () => undefined);
}

function describeFailure(error: unknown): string {
  if (error instanceof NotModeled) {
    return `The local AWS does not model ${error.message}.`;
  }
  if (error instanceof GatewayError) {
    return (JSON.parse(gatewayResponse("webSocket", error).body.toString()) as { readonly message: string }).message;
  }
  console.error("local AWS:", error);
  return "Internal server error";
}
