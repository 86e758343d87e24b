import type { IncomingMessage } from "node:http";
import { join } from "node:path";
import { Account } from "../account";
import { ApiGateway } from "./apigateway";
import { CertificateAuthority } from "./certificates";
import { CloudFront } from "./cloudfront";
import { FrontEnd } from "./frontEnd";
import { Functions } from "./lambda";
import { Listener, listenPlain, listenTls } from "./listener";
import { Address, resolve } from "./network";
import { S3 } from "./s3";

export interface EdgeOptions {
  readonly account: Account;
  /** For the certificate authority and the unpacked functions. */
  readonly folder: string;
  /** The viewers' HTTPS port; 0 takes a free one. */
  readonly port: number;
  /** The viewers' HTTP port; 0 takes a free one. */
  readonly httpPort: number;
}

/** The data plane of the local AWS, serving what the account holds, as it changes. */
export interface Edge {
  readonly port: number;
  readonly httpPort: number;
  /** For `curl --cacert`. */
  readonly caFile: string;
  stop(): Promise<void>;
}

export async function startEdge({ account, folder, port, httpPort }: EdgeOptions): Promise<Edge> {
  const authority = await CertificateAuthority.open(join(folder, "ca"));
  const functions = new Functions(account, join(folder, "functions"));
  const network = new Network(authority, (address) => frontEndAt(address));
  const cloudFront = new CloudFront({
    account,
    ca: authority.cert,
    portOf: (address) => network.portOf(address),
    httpsAuthority: (request) => httpsAuthority(request, viewers.port),
  });
  const s3 = new S3(account);

  function frontEndAt(address: Address): FrontEnd {
    switch (address) {
      case "cloudfront":
        return cloudFront;
      case "s3":
        return s3;
      default:
        return new ApiGateway(account, functions, address.replace("apigateway ", ""));
    }
  }

  // A client that found no such name in DNS asked CloudFront's address on purpose, as `curl --connect-to` does.
  const viewers = await listenTls(authority, port, (name) => frontEndAt(resolve(account, name) ?? "cloudfront"));
  const plain = await listenPlain(httpPort, (request, response) => cloudFront.handle(request, response));
  return {
    port: viewers.port,
    httpPort: plain.port,
    caFile: authority.certFile,
    stop: async () => {
      functions.stop();
      await Promise.all([viewers.close(), plain.close(), network.close()]);
    },
  };
}

/** One listener for each address, opened when first asked for. */
class Network {
  private readonly listeners = new Map<Address, Promise<Listener>>();

  constructor(
    private readonly authority: CertificateAuthority,
    private readonly frontEndAt: (address: Address) => FrontEnd,
  ) {}

  async portOf(address: Address): Promise<number> {
    const listener = this.listeners.get(address) ?? listenTls(this.authority, 0, () => this.frontEndAt(address));
    this.listeners.set(address, listener);
    return (await listener).port;
  }

  async close(): Promise<void> {
    await Promise.all([...this.listeners.values()].map(async (listener) => (await listener).close()));
  }
}

/** The viewer's own spelling of the host, so that a redirect leads where the viewer can follow. */
function httpsAuthority(request: IncomingMessage, port: number): string {
  const at = request.rawHeaders.findIndex((name) => name.toLowerCase() === "host");
  return `${(request.rawHeaders[at + 1] ?? "").replace(/:\d+$/, "")}:${port}`;
}
