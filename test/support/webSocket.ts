import { once } from "node:events";
import { readFileSync } from "node:fs";
import type { IncomingMessage } from "node:http";
import { WebSocket } from "ws";
import { Account, JsonObject } from "../../local-aws/aws/account";
import { Edge } from "../../local-aws/edge";
import { put, region } from "./account";
import { PutApi } from "./apiGateway";

/** A client of a WebSocket. */
export interface Client {
  readonly socket: WebSocket;
  /** The next message that no call has returned yet. */
  readonly next: () => Promise<string>;
  /** Sends a message, as JSON unless it is a string. @returns the next message */
  readonly ask: (message: unknown) => Promise<string>;
  readonly closed: Promise<{ readonly code: number; readonly reason: string }>;
}

interface Refusal {
  readonly status: number;
  readonly body: string;
}

interface Options {
  readonly headers?: Readonly<Record<string, string>>;
  readonly ALPNProtocols?: string[];
  readonly protocols?: string[];
}

/** Opens a WebSocket to a hostname of the local AWS, as if DNS resolved the hostname. */
export async function openWebSocket(edge: Edge, host: string, path: string, options: Options = {}): Promise<Client> {
  const result = await handshake(edge, host, path, options);
  if ("status" in result) {
    throw new Error(`the handshake got ${result.status} ${result.body}`);
  }
  return result;
}

/** @returns the response to a handshake that is refused */
export async function refusal(edge: Edge, host: string, path: string, options: Options = {}): Promise<Refusal> {
  const result = await handshake(edge, host, path, options);
  if ("status" in result) {
    return { status: result.status, body: result.body };
  }
  result.socket.terminate();
  throw new Error("the WebSocket is open");
}

async function handshake(edge: Edge, host: string, path: string, options: Options): Promise<Client | Refusal> {
  const { protocols = [], headers = {}, ...others } = options;
  const tls = { servername: host, ca: readFileSync(edge.hostnamesCaFile), ...others };
  const socket = new WebSocket(`wss://127.0.0.1:${edge.port}${path}`, protocols, {
    ...tls,
    headers: { host, ...headers },
  });
  const client = clientOf(socket);
  return new Promise((resolve, reject) => {
    socket.on("open", () => {
      resolve(client);
    });
    socket.on("error", reject);
    socket.on("unexpected-response", (_, response: IncomingMessage) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("end", () => {
        resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString() });
      });
    });
  });
}

function clientOf(socket: WebSocket): Client {
  const received: string[] = [];
  socket.on("message", (data: Buffer) => {
    received.push(data.toString());
    socket.emit("received");
  });
  const next = async (): Promise<string> => {
    const message = received.shift();
    if (message !== undefined) {
      return message;
    }
    await once(socket, "received");
    return next();
  };
  const ask = (message: unknown) => {
    socket.send(typeof message === "string" ? message : JSON.stringify(message));
    return next();
  };
  const closed = new Promise<{ code: number; reason: string }>((resolve) => {
    socket.on("close", (code, reason) => {
      resolve({ code, reason: reason.toString() });
    });
  });
  return { socket, next, ask, closed };
}

interface WebSocketRouteSettings extends JsonObject {
  /** Whether the sender of a message gets the function's response. */
  readonly responds?: boolean;
}

/** A WebSocket API with a stage `live`, whose routes all invoke a function. */
export function putWebSocketApi(
  account: Account,
  functionArn: string,
  routes: Readonly<Record<string, WebSocketRouteSettings>>,
  { api = {}, stage = {} }: { readonly api?: JsonObject; readonly stage?: JsonObject } = {},
): PutApi {
  const id = put(account, "aws:apigatewayv2/api:Api", {
    protocolType: "WEBSOCKET",
    routeSelectionExpression: "$request.body.action",
    ...api,
  });
  const domainName = `${id}.execute-api.${region}.amazonaws.com`;
  account.setOutputs("aws:apigatewayv2/api:Api", id, { apiEndpoint: `wss://${domainName}` });
  const integration = { apiId: id, integrationType: "AWS_PROXY", integrationUri: functionArn };
  const target = `integrations/${put(account, "aws:apigatewayv2/integration:Integration", integration)}`;
  for (const [routeKey, { responds = false, ...settings }] of Object.entries(routes)) {
    const routeId = put(account, "aws:apigatewayv2/route:Route", {
      apiId: id,
      routeKey,
      target,
      ...(responds ? { routeResponseSelectionExpression: "$default" } : {}),
      ...settings,
    });
    if (responds) {
      const routeResponse = { apiId: id, routeId, routeResponseKey: "$default" };
      put(account, "aws:apigatewayv2/routeResponse:RouteResponse", routeResponse);
    }
  }
  put(account, "aws:apigatewayv2/stage:Stage", { apiId: id, name: "live", autoDeploy: true, ...stage });
  return { id, domainName };
}
