import { createServer as createHttpServer, IncomingMessage, Server as HttpServer, ServerResponse } from "node:http";
import { createServer, Server } from "node:https";
import type { AddressInfo } from "node:net";
import { createSecureContext } from "node:tls";
import { CertificateAuthority } from "./certificates";
import { FrontEnd, hostOf } from "./frontEnd";

export interface Listener {
  readonly port: number;
  close(): Promise<void>;
}

/** Listens with TLS. `frontEndFor` stands for DNS: which front end the client meant when it looked up this server name. */
export async function listenTls(
  authority: CertificateAuthority,
  port: number,
  frontEndFor: (serverName: string) => FrontEnd,
): Promise<Listener> {
  const certificateFor = async (serverName: string) => {
    const names = frontEndFor(serverName).certificateNames(serverName);
    return createSecureContext(await authority.issue(names));
  };
  // A client without a server name (an address was asked for) gets the certificate of the default front end.
  const server = createServer({
    ...(await authority.issue(frontEndFor("").certificateNames(""))),
    SNICallback: (serverName, done) => {
      certificateFor(canonicalName(serverName)).then(
        (context) => {
          done(null, context);
        },
        (error: unknown) => {
          done(error as Error);
        },
      );
    },
  });
  server.on("request", (request: IncomingMessage, response: ServerResponse) => {
    void guard(request, response, frontEndFor(canonicalName(serverNameOf(request.socket))));
  });
  return listen(server, port);
}

/** Listens without TLS, as on port 80. */
export async function listenPlain(port: number, frontEnd: FrontEnd): Promise<Listener> {
  const server = createHttpServer((request, response) => {
    void guard(request, response, frontEnd);
  });
  return listen(server, port);
}

/** On this machine every name is also reached as `<name>.localhost`, which resolves to loopback without any setup. */
export function canonicalName(name: string): string {
  return name.toLowerCase().replace(/\.localhost$/, "");
}

function serverNameOf(socket: object): string {
  return "servername" in socket && typeof socket.servername === "string" ? socket.servername : "";
}

async function guard(request: IncomingMessage, response: ServerResponse, frontEnd: FrontEnd): Promise<void> {
  try {
    request.headers.host = canonicalName(hostOf(request));
    request.headersDistinct.host = [request.headers.host];
    await frontEnd.handle(request, response);
  } catch (error) {
    // A fault of the local AWS, not of what it models.
    console.error("local AWS:", error);
    if (!response.headersSent) {
      response.writeHead(500);
    }
    response.end();
  }
}

async function listen(server: Server | HttpServer, port: number): Promise<Listener> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      reject(
        error.code === "EADDRINUSE"
          ? new Error(`Port ${port} is in use; give another one, or 0 for a free one.`)
          : error,
      );
    });
    server.listen(port, "127.0.0.1", resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}
