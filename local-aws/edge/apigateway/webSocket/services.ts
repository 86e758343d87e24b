import type { IncomingMessage } from "node:http";
import { Handshake } from "../../frontEnd";
import { AuthorizationServices } from "../authorizers";
import { RequestIds } from "../gatewayResponses";
import { Stage } from "../stages";
import { Connections } from "./connections";

export interface WebSocketServices extends AuthorizationServices {
  readonly connections: Connections;
}

/** A request to a stage of a WebSocket API. */
export interface WebSocketRequest {
  readonly request: IncomingMessage & Handshake;
  readonly body: Buffer;
  /** The path without the stage or the mapping key. */
  readonly path: string;
  readonly stage: Stage;
  readonly ids: RequestIds;
}
