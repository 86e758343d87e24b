import * as grpc from "@grpc/grpc-js";

/** Serves gRPC on a free loopback port; the engine is the only one who knows it. */
export function bindLoopback(server: grpc.Server): Promise<number> {
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
