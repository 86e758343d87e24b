import { IncomingMessage, request as httpRequest } from "node:http";
import { request as httpsRequest } from "node:https";
import { checkServerIdentity, PeerCertificate } from "node:tls";
import { Port } from "./frontEnd";

export interface Exchange {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[]>>;
  readonly body: Buffer;
}

/** The far end of a connection: the origin's own name, and the loopback port that listens for it. */
export interface Destination {
  readonly domainName: string;
  readonly scheme: Port["scheme"];
  readonly loopbackPort: number;
  /** Whom to trust. */
  readonly ca: string;
}

/**
 * Sends a request to an origin as CloudFront does: the server name is the Host it sends, and the certificate has to match
 * that or the origin's domain. Answers nothing where no connection came about. https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-502-bad-gateway.html
 */
export function send(destination: Destination, exchange: Exchange): Promise<IncomingMessage | undefined> {
  const { domainName, scheme, loopbackPort, ca } = destination;
  const { method, path, headers, body } = exchange;
  const host = String(headers.host);
  const options = { host: "127.0.0.1", port: loopbackPort, method, path, headers: framed(headers, body), agent: false };
  const tls = {
    servername: host,
    ca,
    checkServerIdentity: (_: string, certificate: PeerCertificate) => identityError([domainName, host], certificate),
  };
  return new Promise((answered) => {
    const outgoing = scheme === "https" ? httpsRequest({ ...options, ...tls }) : httpRequest(options);
    outgoing.on("response", answered);
    outgoing.on("error", () => {
      answered(undefined);
    });
    outgoing.end(body);
  });
}

/** The body was read whole: its length is what it is, however the viewer announced it. */
function framed(headers: Exchange["headers"], body: Buffer): Record<string, string | string[]> {
  const others = Object.entries(headers).filter(([name]) => name !== "content-length");
  return { ...Object.fromEntries(others), ...(body.length === 0 ? {} : { "content-length": String(body.length) }) };
}

function identityError(names: readonly string[], certificate: PeerCertificate): Error | undefined {
  return names.some((name) => checkServerIdentity(name, certificate) === undefined)
    ? undefined
    : new Error(`the certificate matches none of ${names.join(", ")}`);
}
