import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { WebSocket, WebSocketServer } from "ws";
import { Connection } from "../../frontEnd";
import { authorize } from "../authorizers";
import { connectEvent, randomId } from "../events/webSocket";
import { FunctionResponse } from "../functionResponse";
import { GatewayError } from "../gatewayResponses";
import { frameLimit, messageLimit, OpenConnection } from "./connections";
import { FrameLengths } from "./frameLengths";
import { manageConnection } from "./management";
import { serveConnection } from "./messages";
import { findRouteByKey, invokeRoute } from "./routes";
import { WebSocketRequest, WebSocketServices } from "./services";

/**
 * Opens a WebSocket, or responds to a command for a connection.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-how-to-call-websocket-api.html
 * @returns undefined if the WebSocket is open
 */
export async function respondToWebSocket(
  services: WebSocketServices,
  received: WebSocketRequest,
): Promise<FunctionResponse | undefined> {
  const { request, path } = received;
  const [, connectionId] = /^\/(?:@|%40)connections\/([^/]+)$/.exec(path) ?? [];
  if (connectionId !== undefined) {
    return manageConnection(services, received, connectionId);
  }
  if (path !== "/") {
    throw new GatewayError("forbidden");
  }
  if (request.takeConnection === undefined) {
    throw new GatewayError("upgradeRequired");
  }
  return open(services, received, request.takeConnection);
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-route-keys-connect-disconnect.html */
async function open(
  services: WebSocketServices,
  { request, stage, ids }: WebSocketRequest,
  takeConnection: () => Connection,
): Promise<FunctionResponse | undefined> {
  if (!isValidHandshake(request)) {
    throw new GatewayError("badHandshake");
  }
  const connection = { connectionId: randomId(), connectedAt: Date.now() };
  const route = findRouteByKey(stage, "$connect");
  const call = { request, body: Buffer.alloc(0), path: "/", stage, ids, connection };
  const authorized = route === undefined ? {} : await authorize(services, { ...call, match: route });
  const response =
    route && (await invokeRoute(services, stage, route, connectEvent({ ...call, authorized }, connection)));
  if (response !== undefined && (response.status < 200 || response.status > 299)) {
    return response;
  }
  const protocol = response?.headers["sec-websocket-protocol"]?.toString();
  accept(request, takeConnection(), protocol, (socket) => {
    serveConnection(services, new OpenConnection(socket, { request, stage, authorized }, connection));
  });
  return undefined;
}

// https://www.rfc-editor.org/rfc/rfc6455#section-4.2.1
function isValidHandshake({ headers }: IncomingMessage): boolean {
  const { "sec-websocket-key": key = "", "sec-websocket-version": version } = headers;
  return /^[+/0-9A-Za-z]{22}==$/.test(key) && version === "13";
}

/** @param protocol the subprotocol that the function selected: https://docs.aws.amazon.com/apigateway/latest/developerguide/websocket-connect-route-subprotocol.html */
function accept(
  request: IncomingMessage,
  { socket, head }: Connection,
  protocol: string | undefined,
  onOpen: (opened: WebSocket) => void,
): void {
  const server = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    maxPayload: messageLimit,
    handleProtocols: () => protocol ?? false,
  });
  server.handleUpgrade(request, socket, head, (opened) => {
    onOpen(opened);
    closeAfterLargeFrame(opened, socket);
  });
}

function closeAfterLargeFrame(opened: WebSocket, socket: Duplex): void {
  const lengths = new FrameLengths();
  // Before `ws` reads the bytes.
  socket.prependListener("data", (bytes: Buffer) => {
    if (lengths.longestIn(bytes) > frameLimit) {
      opened.close(1009);
    }
  });
}
