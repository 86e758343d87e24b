import { syncBuiltinESMExports } from "node:module";
import tls, { ConnectionOptions } from "node:tls";
import type { Served } from "./served";

let current: Served | undefined;

const connect = tls.connect as (options: unknown, ...others: unknown[]) => tls.TLSSocket;

// Node.js, its `fetch` and the AWS SDK open their HTTPS connections by this function. On AWS, DNS would resolve the hostnames.
Object.assign(tls, {
  connect: (options: unknown, ...others: unknown[]) =>
    connect(typeof options === "object" && options !== null ? locally(options) : options, ...others),
});
syncBuiltinESMExports();

/** Lets the process reach hostnames that are served on this machine, in place of those that DNS resolves. */
export function connectLocally(served: Served | undefined): void {
  current = served;
}

function locally(options: ConnectionOptions): ConnectionOptions {
  const { host = "", port } = options;
  return current?.hostnames.includes(host) === true && Number(port) === 443
    ? { ...options, host: "127.0.0.1", port: current.port, servername: host, ca: current.ca }
    : options;
}
