/**
 * Connects to loopback without the user's proxy. gRPC for Node.js sends even these calls to `http_proxy`; the engine and the
 * policy pack inherit the variable. https://github.com/grpc/grpc-node/blob/master/doc/environment_variables.md
 */
export function connectToLoopbackDirectly(variables: NodeJS.ProcessEnv = process.env): void {
  const hosts = [...(variables.no_grpc_proxy ?? "").split(","), "127.0.0.1", "localhost"];
  variables.no_grpc_proxy = [...new Set(hosts.filter((host) => host !== ""))].join(",");
}
