import {
  createServer as createHttpServer,
  IncomingMessage,
  Server as HttpServer,
  ServerOptions,
  ServerResponse,
  STATUS_CODES,
} from "node:http";
import { createSecureServer, Http2SecureServer, Http2ServerRequest, Http2ServerResponse } from "node:http2";
import type { AddressInfo, Socket } from "node:net";
import type { Duplex } from "node:stream";
import { createSecureContext, SecureContext } from "node:tls";
import { Authorities, KeyPair } from "./certificates";
import { FrontEnd, hostOf, NotModeled, Request, respond, Response, Unreadable } from "./frontEnd";
import { acceptHandshakes } from "./handshake";
import { withHttp1Headers } from "./http2";

export interface Listener {
  readonly port: number;
  close(): Promise<void>;
}

/** Exceeds the limits of all front ends, so that each can send its own error. */
export const largestHead = 128 * 1024;

const options: ServerOptions = {
  maxHeaderSize: largestHead,
  // Each front end rejects a request without Host itself.
  requireHostHeader: false,
  // Limits a client that sends byte by byte.
  headersTimeout: 5_000,
  requestTimeout: 60_000,
  connectionsCheckingInterval: 1_000,
  keepAliveTimeout: 5_000,
};

/**
 * Listens with TLS. `frontEndFor` stands for DNS: it resolves a server name to a front end.
 * @param requestCert whether clients are asked for a certificate. A browser would ask its user.
 */
export async function listenTls(
  authorities: Authorities,
  port: number,
  frontEndFor: (serverName: string) => FrontEnd,
  requestCert = false,
): Promise<Listener> {
  const contexts = new Contexts(authorities, frontEndFor);
  // A client that connects to an IP address sends no server name and gets the default certificate.
  const server = createSecureServer({
    allowHTTP1: true,
    noDelay: true,
    settings: { maxHeaderListSize: largestHead },
    ...(await contexts.keyPair("", frontEndFor(""))),
    // The front end rejects a request without the certificate that it requires.
    requestCert,
    rejectUnauthorized: false,
    ALPNCallback: ({ servername, protocols }) => {
      const isSupported = frontEndFor(canonicalName(servername)).supportsHttp2?.(canonicalName(servername)) === true;
      return (isSupported ? ["h2", "http/1.1"] : ["http/1.1"]).find((protocol) => protocols.includes(protocol));
    },
    SNICallback: (serverName, done) => {
      contexts.find(serverName).then(
        (context) => {
          done(null, context);
        },
        (error: unknown) => {
          done(error as Error);
        },
      );
    },
  });
  // Node.js reads these settings of HTTP/1.1 from the server.
  Object.assign(server, options);
  server.on(
    "request",
    (request: IncomingMessage | Http2ServerRequest, response: ServerResponse | Http2ServerResponse) => {
      const frontEnd = frontEndFor(canonicalName(serverNameOf(request.socket)));
      guard("stream" in request ? withHttp1Headers(request) : request, response, frontEnd);
    },
  );
  acceptHandshakes(server, (request, response) => {
    guard(request, response, frontEndFor(canonicalName(serverNameOf(request.socket))));
  });
  server.on("clientError", (error: NodeJS.ErrnoException, socket: Duplex) => {
    refuseUnreadable(error, socket, frontEndFor(canonicalName(serverNameOf(socket))));
  });
  return listen(server, port);
}

/** The TLS settings of a listener by server name. */
class Contexts {
  private readonly byPair = new WeakMap<KeyPair, SecureContext>();

  constructor(
    private readonly authorities: Authorities,
    private readonly frontEndFor: (serverName: string) => FrontEnd,
  ) {}

  async find(serverName: string): Promise<SecureContext> {
    const frontEnd = this.frontEndFor(canonicalName(serverName));
    if (!frontEnd.listensOn({ scheme: "https", number: 443 })) {
      throw new Error(`${serverName} does not support HTTPS`);
    }
    const pair = await this.keyPair(serverName, frontEnd);
    const ca = frontEnd.clientAuthorities?.(canonicalName(serverName));
    if (ca !== undefined) {
      return createSecureContext({ ...pair, ca });
    }
    const context = this.byPair.get(pair) ?? createSecureContext(pair);
    this.byPair.set(pair, context);
    return context;
  }

  /** A name on this machine gets a certificate of the authority that a browser can trust. */
  keyPair(serverName: string, frontEnd: FrontEnd): Promise<KeyPair> {
    const names = frontEnd.certificateNames(canonicalName(serverName));
    return isUnderLocalhost(serverName)
      ? this.authorities.localhost.issue(names.map((name) => `${name}.localhost`))
      : this.authorities.hostnames.issue(names);
  }
}

/** Listens without TLS, as on port 80. */
export async function listenPlain(port: number, frontEnd: FrontEnd): Promise<Listener> {
  const server = createHttpServer(options, (request, response) => {
    guard(request, response, frontEnd);
  });
  acceptHandshakes(server, (request, response) => {
    guard(request, response, frontEnd);
  });
  server.on("clientError", (error: NodeJS.ErrnoException, socket: Duplex) => {
    refuseUnreadable(error, socket, frontEnd);
  });
  return listen(server, port);
}

const localhost = /\.localhost$/i;

/** Removes `.localhost`: on this machine, `<name>.localhost` resolves to loopback without setup. */
export function canonicalName(name: string): string {
  return name.toLowerCase().replace(localhost, "");
}

function isUnderLocalhost(name: string): boolean {
  return localhost.test(name);
}

function serverNameOf(socket: object): string {
  return "servername" in socket && typeof socket.servername === "string" ? socket.servername : "";
}

function guard(request: Request, response: Response, frontEnd: FrontEnd): void {
  const fail = (error: unknown): void => {
    // `request.destroyed` is also true for a request that was read completely.
    if (request.socket.destroyed || response.destroyed) {
      // The client closed the connection.
      return;
    }
    if (!(error instanceof NotModeled)) {
      console.error("local AWS:", error);
    }
    if (response.headersSent) {
      response.end();
    } else {
      const { status, body } = describeFailure(error);
      respond(response, status, { "content-type": "text/plain; charset=utf-8" }, `${body}\n`);
    }
  };
  try {
    request.headers.host = canonicalName(hostOf(request));
    frontEnd.handle(request, response)?.catch(fail);
  } catch (error) {
    fail(error);
  }
}

/** The failure of the local AWS, not of the service that it models. */
function describeFailure(error: unknown): { readonly status: number; readonly body: string } {
  const { message } = error as Error;
  return error instanceof NotModeled
    ? { status: 501, body: `The local AWS does not model ${message}.` }
    : { status: 500, body: `The local AWS failed, and not your stack. Please report this error: ${message}` };
}

/** https://nodejs.org/api/http.html#event-clienterror */
function refuseUnreadable(error: NodeJS.ErrnoException, socket: Duplex, frontEnd: FrontEnd): void {
  if (socket.writableEnded) {
    // Node.js reports each further chunk of a rejected request.
    return;
  }
  if (error.code === "ECONNRESET" || !socket.writable) {
    socket.destroy();
    return;
  }
  const reason = unreadableByCode[error.code ?? ""] ?? "malformed";
  const { status, body } = frontEnd.refuseUnreadable?.(reason) ?? { status: plainStatuses[reason], body: "" };
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? "Error"}`,
    "content-type: text/html",
    `content-length: ${Buffer.byteLength(body)}`,
    "connection: close",
  ];
  socket.end(`${head.join("\r\n")}\r\n\r\n${body}`);
  // A socket that closes with unread bytes resets the connection, and the client loses the response.
  socket.resume();
  setTimeout(() => socket.destroy(), lingering).unref();
}

/** Milliseconds that a client has to finish sending after its request was rejected. */
const lingering = 2_000;

const plainStatuses: Readonly<Record<Unreadable, number>> = { malformed: 400, headersTooLarge: 431, timeout: 408 };

const unreadableByCode: Readonly<Record<string, Unreadable>> = {
  HPE_HEADER_OVERFLOW: "headersTooLarge",
  ERR_HTTP_REQUEST_TIMEOUT: "timeout",
};

async function listen(server: Http2SecureServer | HttpServer, port: number): Promise<Listener> {
  const sockets = new Set<Socket>();
  server.on("connection", (socket: Socket) => {
    sockets.add(socket.once("close", () => sockets.delete(socket)));
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      reject(
        error.code === "EADDRINUSE"
          ? new Error(`Port ${port} is in use; choose another port, or 0 for a free one.`)
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
        for (const socket of sockets) {
          socket.destroy();
        }
      }),
  };
}
