import { Agent as HttpAgent, ClientRequest, IncomingMessage, request as httpRequest } from "node:http";
import { Agent as HttpsAgent, AgentOptions, request as httpsRequest } from "node:https";
import { checkServerIdentity, createSecureContext, PeerCertificate, SecureContext } from "node:tls";
import { KeyPair } from "./certificates";
import { Connection, Port } from "./frontEnd";
import { largestHead } from "./listener";

export interface Exchange {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[]>>;
  readonly body: Buffer;
}

/** How long CloudFront waits for an origin, in milliseconds. */
export interface Timeouts {
  /** Until the response begins, and between two of its parts. */
  readonly read: number;
  /** Until the response is complete. */
  readonly completion?: number;
}

/** An origin's response. */
export interface OriginResponse {
  readonly incoming: IncomingMessage;
  /** The connection, if the origin switched to the protocol that the request asked for. */
  readonly connection?: Connection;
}

/** The origin's response did not begin or continue in time. */
export class OriginTimeout extends Error {}

/** An origin, and the loopback port that stands for it. */
export interface Destination {
  /** The hostname that the certificate must match, or else the Host. */
  readonly certificateName: string;
  readonly scheme: Port["scheme"];
  readonly loopbackPort: number;
  /** The trusted certificate authority. */
  readonly ca: string;
  /** What CloudFront presents to the origin. */
  readonly clientCertificate?: KeyPair | undefined;
}

/** Options of a connection, with both ends that it belongs to. */
interface ConnectionOptions extends AgentOptions {
  readonly ends?: string;
}

/** Reuses a connection only for the certificates that were verified for it, and never resumes TLS sessions. */
class OriginAgent extends HttpsAgent {
  override getName(options: ConnectionOptions = {}): string {
    return `${super.getName(options)}:${options.ends ?? ""}`;
  }
}

// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/RequestAndResponseBehaviorCustomOrigin.html#request-custom-persistent-connections
const httpAgent = new HttpAgent({ keepAlive: true });
const httpsAgent = new OriginAgent({ keepAlive: true, maxCachedSessions: 0 });

/**
 * Sends a request to an origin as CloudFront does: the server name is the forwarded Host, and the certificate must match
 * either that or the origin's domain name. https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-502-bad-gateway.html
 * @throws OriginTimeout, or another error if the connection fails. The body of a response throws the same.
 */
export function sendToOrigin(
  destination: Destination,
  exchange: Exchange,
  timeouts: Timeouts,
): Promise<OriginResponse> {
  return new Promise((resolve, reject) => {
    const outgoing = open(destination, exchange);
    waitFor(outgoing, timeouts);
    outgoing.on("response", (incoming) => {
      resolve({ incoming });
    });
    outgoing.on("upgrade", (incoming, socket, head) => {
      socket.setTimeout(0);
      resolve({ incoming, connection: { socket, head } });
    });
    outgoing.on("error", (error: NodeJS.ErrnoException) => {
      // The origin closed a reused connection while the request was sent.
      if (outgoing.reusedSocket && error.code === "ECONNRESET") {
        resolve(sendToOrigin(destination, exchange, timeouts));
      } else {
        reject(error);
      }
    });
    outgoing.end(exchange.body);
  });
}

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesOrigin.html#DownloadDistValuesOriginResponseTimeout */
function waitFor(outgoing: ClientRequest, { read, completion }: Timeouts): void {
  let response: IncomingMessage | undefined;
  const giveUp = () => (response ?? outgoing).destroy(new OriginTimeout());
  outgoing.on("response", (incoming) => {
    response = incoming;
  });
  outgoing.setTimeout(read, () => {
    // A viewer that reads slowly stops the transfer too.
    if ((response?.readableLength ?? 0) === 0) {
      giveUp();
    }
  });
  if (completion !== undefined) {
    const timer = setTimeout(giveUp, completion);
    outgoing.on("close", () => {
      clearTimeout(timer);
    });
  }
}

function open(destination: Destination, { method, path, headers, body }: Exchange): ClientRequest {
  const { certificateName, scheme, loopbackPort, ca, clientCertificate } = destination;
  const host = String(headers.host);
  const options = {
    host: "127.0.0.1",
    port: loopbackPort,
    method,
    path,
    headers: withLength(headers, body),
    maxHeaderSize: largestHead,
  };
  if (scheme === "http") {
    return httpRequest({ ...options, agent: httpAgent });
  }
  const tls = {
    servername: host,
    secureContext: contextFor(ca, clientCertificate),
    ends: `${certificateName} ${clientCertificate?.cert ?? ""}`,
    checkServerIdentity: (_: string, certificate: PeerCertificate) =>
      identityError([certificateName, host], certificate),
  };
  return httpsRequest({ ...options, ...tls, agent: httpsAgent });
}

const contexts = new Map<string, SecureContext>();

/** Creates a context only once: parsing certificates takes longer than the handshake. */
function contextFor(ca: string, clientCertificate: KeyPair | undefined): SecureContext {
  const key = `${ca}${clientCertificate?.cert ?? ""}`;
  const context = contexts.get(key) ?? createSecureContext({ ca, ...clientCertificate });
  contexts.set(key, context);
  return context;
}

/** Sets Content-Length for the buffered body, even if the viewer used another transfer coding. */
function withLength(headers: Exchange["headers"], body: Buffer): Record<string, string | string[]> {
  const others = Object.entries(headers).filter(([name]) => name !== "content-length");
  return { ...Object.fromEntries(others), ...(body.length === 0 ? {} : { "content-length": String(body.length) }) };
}

function identityError(names: readonly string[], certificate: PeerCertificate): Error | undefined {
  return names.some((name) => checkServerIdentity(name, certificate) === undefined)
    ? undefined
    : new Error(`the certificate matches none of ${names.join(", ")}`);
}
