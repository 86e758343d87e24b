/** The default ports of `npm start`. */
const ports = { "http:": "8080", "https:": "8443" };

/**
 * The address of `npm start` for a request to a stack of the local AWS. Names under `localhost` need none.
 * @returns undefined if DNS resolves the host
 */
export function localAddress(url: string): string | undefined {
  const { protocol, hostname, port } = new URL(url);
  const isLocal = hostname === "localhost" || hostname.endsWith(".localhost");
  return isLocal ? undefined : `127.0.0.1:${port === "" ? ports[protocol === "http:" ? "http:" : "https:"] : port}`;
}
