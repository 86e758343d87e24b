import { WebSocket } from "ws";
import { ConnectionIds } from "../events/call";
import { ConnectCall } from "../events/webSocket";
import { Stage } from "../stages";

// https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-execution-service-websocket-limits-table.html
/** Bytes of a message. */
export const messageLimit = 128 * 1024;
/** Bytes of a frame. A message can have several. */
export const frameLimit = 32 * 1024;
/** Milliseconds. */
const idleLimit = 600_000;
const durationLimit = 7_200_000;

const goingAway = 1001;

/** An open WebSocket of a stage. It ends after 2 hours, or after 10 minutes without messages. */
export class OpenConnection {
  lastActiveAt = new Date();
  private readonly durationTimer = setTimeout(() => {
    this.close(goingAway);
  }, durationLimit);
  private idleTimer = this.startIdleTimer();

  constructor(
    readonly socket: WebSocket,
    /** The request that opened it. */
    readonly call: ConnectCall & { readonly stage: Stage },
    readonly ids: ConnectionIds,
  ) {
    for (const event of ["message", "ping", "pong"]) {
      socket.on(event, () => {
        this.touch();
      });
    }
    socket.on("close", () => {
      clearTimeout(this.durationTimer);
      clearTimeout(this.idleTimer);
    });
    // A connection that fails closes too.
    socket.on("error", () => undefined);
  }

  send(message: string): void {
    this.touch();
    this.socket.send(message);
  }

  close(code: number): void {
    this.socket.close(code);
  }

  private touch(): void {
    this.lastActiveAt = new Date();
    clearTimeout(this.idleTimer);
    this.idleTimer = this.startIdleTimer();
  }

  private startIdleTimer(): NodeJS.Timeout {
    return setTimeout(() => {
      this.close(goingAway);
    }, idleLimit);
  }
}

/** The open connections of all WebSocket APIs. */
export class Connections {
  private readonly open = new Map<string, OpenConnection>();

  add(connection: OpenConnection): void {
    this.open.set(connection.ids.connectionId, connection);
  }

  find({ apiId, stageName }: Stage, connectionId: string): OpenConnection | undefined {
    const connection = this.open.get(connectionId);
    const { call, socket } = connection ?? {};
    const isOfStage = call?.stage.apiId === apiId && call.stage.stageName === stageName;
    return isOfStage && socket?.readyState === WebSocket.OPEN ? connection : undefined;
  }

  /** @returns whether it was open; after `stop`, none is */
  delete({ ids }: OpenConnection): boolean {
    return this.open.delete(ids.connectionId);
  }

  /** Ends all connections without their $disconnect events. */
  stop(): void {
    const all = [...this.open.values()];
    this.open.clear();
    for (const { socket } of all) {
      socket.terminate();
    }
  }
}
