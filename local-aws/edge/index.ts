import { appendFileSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { Account } from "../aws/account";
import { ApiGateway } from "./apigateway";
import { AccessLogs } from "./apigateway/accessLogs";
import { Throttling } from "./apigateway/throttling";
import { Connections } from "./apigateway/webSocket/connections";
import { Authorities, openAuthorities } from "./certificates";
import { CloudFront } from "./cloudfront";
import { EdgeServices } from "./cloudfront/origins";
import { FrontEnd, Port, Request, Unreachable } from "./frontEnd";
import { Functions } from "./lambda";
import { apiHostnames } from "./lambda/served";
import { LambdaUrls } from "./lambdaUrl";
import { Listener, listenPlain, listenTls } from "./listener";
import { LoadBalancer } from "./loadBalancer";
import { Address, resolve } from "./network";
import { onThisMachine } from "./onThisMachine";
import { PageReload } from "./pageReload";
import { pathInside } from "./pathInside";
import { S3 } from "./s3";
import { S3Website } from "./s3/website";

export interface EdgeOptions {
  readonly account: Account;
  /** Contains the certificate authorities, the unpacked functions and their logs. */
  readonly folder: string;
  /** The viewers' HTTPS port. 0 selects a free port. */
  readonly port: number;
  /** The viewers' HTTP port. 0 selects a free port. */
  readonly httpPort: number;
  /** Seconds after its creation until an edge-optimized domain is available. @default LOCAL_AWS_EDGE_DOMAIN_DELAY, or 0 */
  readonly edgeDomainDelay?: number;
  /** Whether HTML pages under `.localhost` get a script with which `refresh` reloads them. @default false */
  readonly reloadsPages?: boolean;
}

/** The data plane of the local AWS. It serves the resources in the account and follows their changes. */
export interface Edge {
  readonly port: number;
  readonly httpPort: number;
  /** For `curl --cacert` with names under `localhost`. */
  readonly caFile: string;
  /** For `curl --cacert --connect-to` with other hostnames. */
  readonly hostnamesCaFile: string;
  /** Empties the cache, as an invalidation of all paths does, and reloads the pages that browsers show. */
  refresh(): void;
  stop(): Promise<void>;
}

export async function startEdge({
  account,
  folder,
  port,
  httpPort,
  edgeDomainDelay = delayFromEnvironment(),
  reloadsPages = false,
}: EdgeOptions): Promise<Edge> {
  const authorities = await openAuthorities(join(folder, "ca"));
  const functions = new Functions(account, join(folder, "functions"), join(folder, "logs"), () => ({
    hostnames: apiHostnames(account),
    port: viewers.port,
    ca: authorities.hostnames.cert,
  }));
  const gateway = {
    account,
    functions,
    throttling: new Throttling(),
    accessLogs: new AccessLogs(join(folder, "logs")),
    connections: new Connections(),
  };
  const network = new Network(authorities, (address) => frontEndAt(address));
  const services: EdgeServices = {
    account,
    ca: authorities.hostnames.cert,
    edgeDomainDelay,
    loopbackPort: (address, originPort) => network.loopbackPort(address, originPort),
    log: (functionName, line) => {
      mkdirSync(join(folder, "logs"), { recursive: true });
      appendFileSync(pathInside(join(folder, "logs"), `cloudfront-${functionName}.log`), `${line}\n`);
    },
  };
  const cloudFront = new CloudFront(services, (request) => httpsAuthority(request, viewers.port));

  function frontEndAt(address: Address): FrontEnd {
    switch (address.service) {
      case "cloudfront":
        return cloudFront;
      case "s3":
        return new S3(account, address.region);
      case "s3Website":
        return new S3Website(account, address.region);
      case "apigateway":
        return new ApiGateway({ ...gateway, region: address.region });
      case "lambdaUrl":
        return new LambdaUrls(account, functions, address.region);
      case "loadBalancer":
        return new LoadBalancer();
    }
  }

  // A hostname that does not resolve goes to CloudFront: with `curl --connect-to`, the client chose this address.
  const pageReload = reloadsPages ? new PageReload() : undefined;
  const servedAt = (host: string): string | undefined =>
    resolve(account, host) === undefined && !cloudFront.serves(host)
      ? undefined
      : `https://${host}.localhost:${viewers.port}`;
  const forViewers = (frontEnd: FrontEnd): FrontEnd => onThisMachine(frontEnd, { pageReload, servedAt });
  const viewers = await listenTls(authorities, port, (name) =>
    forViewers(frontEndAt(resolve(account, name) ?? { service: "cloudfront" })),
  );
  const plain = await listenPlain(httpPort, forViewers(cloudFront));
  return {
    port: viewers.port,
    httpPort: plain.port,
    caFile: authorities.localhost.certFile,
    hostnamesCaFile: authorities.hostnames.certFile,
    refresh: () => {
      cloudFront.invalidate();
      pageReload?.reload();
    },
    stop: async () => {
      gateway.connections.stop();
      functions.stop();
      cloudFront.stop();
      await Promise.all([viewers.close(), plain.close(), network.close()]);
    },
  };
}

/** `LOCAL_AWS_EDGE_DOMAIN_DELAY=2400 npm start` */
function delayFromEnvironment(): number {
  const value = process.env.LOCAL_AWS_EDGE_DOMAIN_DELAY ?? "0";
  if (!/^\d{1,6}$/.test(value)) {
    throw new Error(`LOCAL_AWS_EDGE_DOMAIN_DELAY: ${JSON.stringify(value)} is not valid; use a number of seconds.`);
  }
  return Number(value);
}

/** Opens one listener for each address and scheme on first use. */
class Network {
  private readonly listeners = new Map<string, Promise<Listener>>();

  constructor(
    private readonly authorities: Authorities,
    private readonly frontEndAt: (address: Address) => FrontEnd,
  ) {}

  async loopbackPort(address: Address, port: Port): Promise<number | Unreachable> {
    const frontEnd = this.frontEndAt(address);
    if (!frontEnd.listensOn(port)) {
      return frontEnd.ignoresOtherPorts === true ? "ignored" : "refused";
    }
    const key = JSON.stringify([address, port.scheme]);
    const listener = this.listeners.get(key) ?? this.listen(frontEnd, port.scheme);
    this.listeners.set(key, listener);
    return (await listener).port;
  }

  private listen(frontEnd: FrontEnd, scheme: Port["scheme"]): Promise<Listener> {
    return scheme === "https"
      ? listenTls(this.authorities, 0, () => frontEnd, frontEnd.clientAuthorities !== undefined)
      : listenPlain(0, frontEnd);
  }

  async close(): Promise<void> {
    await Promise.all([...this.listeners.values()].map(async (listener) => (await listener).close()));
  }
}

/** Keeps the host as the viewer sent it, e.g. with `.localhost`, so that the viewer can follow a redirect. */
function httpsAuthority(request: Request, port: number): string {
  const at = request.rawHeaders.findIndex((name) => name.toLowerCase() === "host");
  return `${(request.rawHeaders[at + 1] ?? "").replace(/:\d+$/, "")}:${port}`;
}
