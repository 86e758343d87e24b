import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from "node:http";
import { Account } from "../../account";
import { FrontEnd, hostOf } from "../frontEnd";
import { Address, resolve, send } from "../network";
import { signForS3 } from "../s3/signature";
import { CacheBehavior, Distribution, Forwarding, forwardingOf, Origin } from "./deployed";
import { originRequest } from "./forwarding";
import { refuse, requestId } from "./pages";
import { chooseBehavior } from "./pathPattern";
import { addedHeaders } from "./responseHeaders";
import { findByHost } from "./virtualHosts";

/** What the edge needs of the world around it. */
export interface World {
  readonly account: Account;
  readonly ca: string;
  /** The loopback port that listens for an address. */
  readonly portOf: (address: Address) => Promise<number>;
  /** Writes a viewer's own authority (host and port as it wrote them) as its HTTPS address. */
  readonly httpsAuthority: (request: IncomingMessage) => string;
}

interface CertificateOutputs {
  readonly domainName?: string;
  readonly subjectAlternativeNames?: readonly string[];
}

/** CloudFront: an edge location and all the distributions it serves. */
export class CloudFront implements FrontEnd {
  constructor(private readonly world: World) {}

  certificateNames(serverName: string): readonly string[] {
    const distribution = findByHost(this.world.account, serverName);
    if (distribution === undefined || serverName.endsWith(".cloudfront.net")) {
      return ["*.cloudfront.net"];
    }
    const arn = distribution.viewerCertificate.acmCertificateArn;
    const certificate = arn === undefined ? undefined : this.world.account.get("aws:acm/certificate:Certificate", arn);
    const { domainName = serverName, subjectAlternativeNames = [] } = (certificate?.outputs ??
      {}) as CertificateOutputs;
    return [domainName, ...subjectAlternativeNames];
  }

  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const distribution = findByHost(this.world.account, hostOf(request));
    if (distribution === undefined) {
      refuse(response, "connect");
      return;
    }
    if (distributionsBefore(request) >= 2) {
      refuse(response, "loop");
      return;
    }
    const behavior = chooseBehavior(distribution, request.url ?? "/");
    const secure = "encrypted" in request.socket;
    if (!secure && behavior.viewerProtocolPolicy !== "allow-all") {
      this.refusePlain(behavior, request, response);
      return;
    }
    if (!behavior.allowedMethods.includes(request.method ?? "GET")) {
      refuse(response, "method");
      return;
    }
    await this.forward(distribution, behavior, request, response);
  }

  /** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-https-viewers-to-cloudfront.html */
  private refusePlain(behavior: CacheBehavior, request: IncomingMessage, response: ServerResponse): void {
    if (behavior.viewerProtocolPolicy === "https-only") {
      refuse(response, "https");
      return;
    }
    const repeatable = request.method === "GET" || request.method === "HEAD";
    response.writeHead(repeatable ? 301 : 307, {
      location: `https://${this.world.httpsAuthority(request)}${request.url ?? "/"}`,
      server: "CloudFront",
      "x-cache": "Redirect from cloudfront",
      "content-length": 0,
    });
    response.end();
  }

  private async forward(
    distribution: Distribution,
    behavior: CacheBehavior,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const { account, ca, portOf } = this.world;
    const origin = originOf(distribution, behavior);
    const forwarding = forwardingOf(behavior, account);
    const viewer = {
      method: request.method ?? "GET",
      url: withRootObject(request.url ?? "/", distribution),
      headers: request.headers,
      address: request.socket.remoteAddress ?? "",
    };
    const outgoing = originRequest(viewer, forwarding, origin, distribution.id);
    if (origin.originAccessControlId !== undefined) {
      Object.assign(outgoing.headers, signForS3(viewer.method, outgoing, distribution.arn));
    }
    const address = resolve(account, origin.domainName.toLowerCase());
    if (address === undefined) {
      refuse(response, "dns");
      return;
    }
    const exchange = { method: viewer.method, ...outgoing, body: request };
    const incoming = await send(await portOf(address), origin.domainName, ca, exchange);
    if (incoming === undefined) {
      refuse(response, "tls");
      return;
    }
    response.writeHead(incoming.statusCode ?? 502, viewerHeaders(incoming, distribution, behavior, forwarding));
    incoming.pipe(response);
  }
}

/** Each distribution that a request passes puts its name into Via. */
function distributionsBefore(request: IncomingMessage): number {
  return (request.headers.via ?? "").split(",").filter((hop) => hop.includes("(CloudFront)")).length;
}

function originOf(distribution: Distribution, behavior: CacheBehavior): Origin {
  const origin = distribution.origins.find(({ originId }) => originId === behavior.targetOriginId);
  if (origin === undefined) {
    throw new Error(`distribution ${distribution.id} has no origin "${behavior.targetOriginId}"`);
  }
  return origin;
}

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DefaultRootObject.html */
function withRootObject(url: string, { defaultRootObject = "" }: Distribution): string {
  return url === "/" || url.startsWith("/?") ? `/${defaultRootObject}${url.slice(1)}` : url;
}

function viewerHeaders(
  incoming: IncomingMessage,
  distribution: Distribution,
  behavior: CacheBehavior,
  forwarding: Forwarding,
): OutgoingHttpHeaders {
  const headers = { ...incoming.headers };
  for (const name of ["connection", "keep-alive", "trailer", "upgrade"]) {
    Reflect.deleteProperty(headers, name);
  }
  if (forwarding.cookies.every(({ kind }) => kind === "none")) {
    delete headers["set-cookie"];
  }
  return {
    ...headers,
    ...addedHeaders(behavior.responseHeadersPolicyId),
    via: `1.1 ${distribution.id}.cloudfront.net (CloudFront)`,
    "x-amz-cf-id": requestId(),
    "x-cache": (incoming.statusCode ?? 500) >= 400 ? "Error from cloudfront" : "Miss from cloudfront",
  };
}
