import { once } from "node:events";
import { AddressInfo, createServer } from "node:net";

let listening: Promise<string> | undefined;

/** The address of a server in place of the engine. A pack connects to it once, and calls nothing. */
export function engineAddress(): Promise<string> {
  listening ??= listen();
  return listening;
}

async function listen(): Promise<string> {
  const server = createServer((connection) => connection.destroy()).unref();
  await once(server.listen(0, "127.0.0.1"), "listening");
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}
