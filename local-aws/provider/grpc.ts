import * as grpc from "@grpc/grpc-js";
import { AwsError } from "./awsError";

/** A gRPC server on loopback. */
export interface LoopbackServer {
  readonly port: number;
  readonly stop: () => void;
}

/** Serves on a free port. A method of the service without an implementation answers UNIMPLEMENTED. */
export async function serveOnLoopback(
  service: grpc.ServiceDefinition,
  implementation: grpc.UntypedServiceImplementation,
): Promise<LoopbackServer> {
  // The limit of Pulumi's SDK: `maxRPCMessageSize` in `@pulumi/pulumi/runtime/settings`.
  const server = new grpc.Server({ "grpc.max_receive_message_length": 400 * 1024 * 1024 });
  server.addService(service, implementation);
  const port = await bind(server);
  return {
    port,
    stop: () => {
      server.forceShutdown();
    },
  };
}

function bind(server: grpc.Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) => {
      if (error) {
        reject(error);
      } else {
        resolve(port);
      }
    });
  });
}

/** Turns a function into a gRPC method. Its second argument is the address of the client. */
export function unary<Request, Response>(
  handle: (request: Request, peer: string) => Response | Promise<Response>,
): grpc.handleUnaryCall<Request, Response> {
  return (call, callback) => {
    new Promise<Response>((resolve) => {
      resolve(handle(call.request, call.getPeer()));
    }).then(
      (response) => {
        callback(null, response);
      },
      (error: unknown) => {
        callback({ code: grpc.status.UNKNOWN, message: messageOf(error) });
      },
    );
  };
}

/** An AWS error is its message only. Any other error is a bug in the local AWS and keeps its stack trace. */
function messageOf(error: unknown): string {
  if (error instanceof AwsError) {
    return error.message;
  }
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
