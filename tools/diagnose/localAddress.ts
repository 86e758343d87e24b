import { ServedPorts } from "../../local-aws/edge/servedPorts";

/**
 * The address of `npm start` for a request to a stack of the local AWS. Names under `localhost` need none.
 * @returns undefined if DNS resolves the host
 */
export function localAddress(url: string, { port: httpsPort, httpPort }: ServedPorts): string | undefined {
  const { protocol, hostname, port } = new URL(url);
  const isLocal = hostname === "localhost" || hostname.endsWith(".localhost");
  const served = String(protocol === "http:" ? httpPort : httpsPort);
  return isLocal ? undefined : `127.0.0.1:${port === "" ? served : port}`;
}
