import { existsSync, readFileSync } from "node:fs";
import { ClientRequest, IncomingMessage, request as httpRequest } from "node:http";
import { request as httpsRequest } from "node:https";
import { isIP } from "node:net";
import { headerNames, headerOf, ViewerRequest } from "../explain/viewerRequest";
import { LocalAws } from "../stacks";
import { ReceivedResponse } from "./response";

export interface SendOptions {
  /** A certificate authority to trust, in PEM format. @default those of the local AWS for a local URL */
  readonly caFile?: string;
  /** The address to connect to instead of the one that DNS returns, `host:port`. */
  readonly connectTo?: string;
  /** The request's body. @default none */
  readonly data?: string;
  /** The local AWS that may serve the URL. */
  readonly localAws?: LocalAws;
}

/** In milliseconds. */
const timeout = 65_000;
const longestBody = 64 * 1024;

/**
 * Sends a request and reads the response, without following a redirect.
 * @throws an error with the reason if there is no response.
 */
export async function send(url: string, request: ViewerRequest, options: SendOptions = {}): Promise<ReceivedResponse> {
  const target = targetOf(url, request, options);
  try {
    const response = await responseOf(outgoing(request, target, options), options.data);
    const headers = Object.entries(response.headers).map(([name, value]) => [name, String(value)]);
    return {
      request,
      status: response.statusCode ?? 0,
      headers: Object.fromEntries(headers) as Record<string, string>,
      body: response.statusCode === 101 ? "" : await readBeginning(response),
    };
  } catch (error) {
    throw new Error(`No response from ${url}: ${reasonOf(error as NodeJS.ErrnoException, target, options.localAws)}`, {
      cause: error,
    });
  }
}

interface Target {
  readonly host: string;
  readonly port: number;
  readonly isLocal: boolean;
}

/** Names under `localhost` are on this machine even if its resolver does not resolve them. */
function targetOf(url: string, { scheme }: ViewerRequest, { connectTo }: SendOptions): Target {
  if (connectTo !== undefined) {
    const [, host = "", port = ""] = /^\[?(.+?)\]?:(\d+)$/.exec(connectTo) ?? [];
    if (host === "") {
      throw new Error(`"${connectTo}" is not valid for --connect-to; use host:port.`);
    }
    return { host, port: Number(port), isLocal: ["localhost", "127.0.0.1", "::1"].includes(host) };
  }
  const { hostname, port } = new URL(url);
  const isLocal = hostname === "localhost" || hostname.endsWith(".localhost");
  const defaultPort = scheme === "http" ? 80 : 443;
  return { host: isLocal ? "127.0.0.1" : hostname, port: port === "" ? defaultPort : Number(port), isLocal };
}

function outgoing(
  request: ViewerRequest,
  { host, port, isLocal }: Target,
  { caFile, localAws }: SendOptions,
): ClientRequest {
  const { scheme, method, target, authority, opensWebSocket = false } = request;
  const sent = headerNames(request).map((name) => [name, headerOf(request, name) ?? ""]);
  const headers = {
    ...(Object.fromEntries(sent) as Record<string, string>),
    ...(opensWebSocket ? { connection: "Upgrade", upgrade: "websocket" } : {}),
    host: authority,
  };
  const options = { host, port, method, path: target, headers, agent: false, timeout };
  if (scheme === "http") {
    return httpRequest(options);
  }
  const name = authority.replace(/:\d+$/, "");
  const localAuthorities = (isLocal ? (localAws?.authorities ?? []) : []).filter((file) => existsSync(file));
  const trusted = caFile === undefined ? localAuthorities : [caFile];
  return httpsRequest({
    ...options,
    ...(isIP(name) === 0 ? { servername: name } : {}),
    ...(trusted.length === 0 ? {} : { ca: trusted.map((file) => readFileSync(file)) }),
  });
}

function responseOf(request: ClientRequest, data = ""): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    request.on("response", resolve);
    request.on("upgrade", (response, socket) => {
      socket.destroy();
      resolve(response);
    });
    request.on("error", reject);
    request.on("timeout", () => {
      request.destroy(new Error(`no response within ${timeout / 1000} seconds`));
    });
    request.end(data);
  });
}

async function readBeginning(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of response) {
    chunks.push(chunk as Buffer);
    length += (chunk as Buffer).length;
    if (length >= longestBody) {
      break;
    }
  }
  return Buffer.concat(chunks).toString();
}

function reasonOf(
  { code, message }: NodeJS.ErrnoException,
  { host, port, isLocal }: Target,
  localAws: LocalAws | undefined,
): string {
  switch (code) {
    case "ECONNREFUSED":
      return `connection refused by ${host}:${port}.${isLocal && localAws !== undefined ? ` Run ${localAws.command}, and use the port that it prints.` : ""}`;
    case "ENOTFOUND":
      // The local AWS serves such a name with the suffix .localhost.
      return host.endsWith(".cloudfront.net") && localAws !== undefined
        ? `cannot resolve ${host}. If ${localAws.command} serves it, use https://${host}.localhost:${localAws.ports().port} or pass --stack dev.`
        : `cannot resolve ${host}.`;
    case "SELF_SIGNED_CERT_IN_CHAIN":
    case "UNABLE_TO_VERIFY_LEAF_SIGNATURE":
    case "UNABLE_TO_GET_ISSUER_CERT_LOCALLY":
      return `the certificate is not signed by a trusted authority (${code}). Pass the authority with --ca-file <file>.`;
    case "ERR_TLS_CERT_ALTNAME_INVALID":
      // https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/CNAMEs.html
      return message.includes("DNS:*.cloudfront.net")
        ? "the certificate is CloudFront's default one, so no distribution there has this hostname. Add the hostname to the aliases, with a certificate that covers it."
        : `the certificate is for other hostnames: ${message}.`;
    case undefined:
    default:
      return `${message}.`;
  }
}
