import { Agent as HttpAgent, IncomingMessage, request as httpRequest } from "node:http";
import { Agent as HttpsAgent, AgentOptions, request as httpsRequest } from "node:https";
import { checkServerIdentity, createSecureContext, PeerCertificate, SecureContext } from "node:tls";
import { KeyPair } from "./certificates";
import { Port } from "./frontEnd";
import { largestHead } from "./listener";

export interface Exchange {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[]>>;
  readonly body: Buffer;
}

/** An origin, and the loopback port that stands for it. */
export interface Destination {
  readonly domainName: string;
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
 * either that or the origin's domain name. Resolves to undefined if the connection fails. https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-502-bad-gateway.html
 */
export function sendToOrigin(destination: Destination, exchange: Exchange): Promise<IncomingMessage | undefined> {
  return new Promise((resolve) => {
    const outgoing = open(destination, exchange);
    outgoing.on("response", resolve);
    outgoing.on("error", (error: NodeJS.ErrnoException) => {
      // The origin closed a reused connection while the request was sent.
      const canRetry = outgoing.reusedSocket && error.code === "ECONNRESET";
      resolve(canRetry ? sendToOrigin(destination, exchange) : undefined);
    });
    outgoing.end(exchange.body);
  });
}

function open(destination: Destination, { method, path, headers, body }: Exchange) {
  const { domainName, scheme, loopbackPort, ca, clientCertificate } = destination;
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
    ends: `${domainName} ${clientCertificate?.cert ?? ""}`,
    checkServerIdentity: (_: string, certificate: PeerCertificate) => identityError([domainName, host], certificate),
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
