import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from "node:http";
import { FrontEnd, hostOf, isHttp, isHttps, isSecure, Port, readBody } from "../frontEnd";
import { CacheBehavior, Distribution } from "./deployed";
import { serve, Served } from "./errorPages";
import { forwardingOf } from "./forwardingOf";
import { World } from "./origins";
import { refuse, requestId } from "./pages";
import { chooseBehavior } from "./pathPattern";
import { addedHeaders } from "./responseHeaders";
import { VirtualHosts } from "./virtualHosts";

interface CertificateOutputs {
  readonly domainName?: string;
  readonly subjectAlternativeNames?: readonly string[];
}

/** CloudFront: an edge location and all the distributions it serves. */
export class CloudFront implements FrontEnd {
  private readonly virtualHosts: VirtualHosts;

  constructor(
    private readonly world: World,
    /** Writes a viewer's own authority (host and port as it wrote them) as its HTTPS address. */
    private readonly httpsAuthority: (request: IncomingMessage) => string,
  ) {
    this.virtualHosts = new VirtualHosts(world.account);
  }

  listensOn(port: Port): boolean {
    return isHttp(port) || isHttps(port);
  }

  certificateNames(serverName: string): readonly string[] {
    const distribution = this.virtualHosts.find(serverName);
    if (distribution === undefined || serverName.endsWith(".cloudfront.net")) {
      return ["*.cloudfront.net"];
    }
    const arn = distribution.viewerCertificate?.acmCertificateArn;
    const certificate = arn === undefined ? undefined : this.world.account.get("aws:acm/certificate:Certificate", arn);
    const { domainName = serverName, subjectAlternativeNames = [] } = (certificate?.outputs ??
      {}) as CertificateOutputs;
    return [domainName, ...subjectAlternativeNames];
  }

  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const distribution = this.virtualHosts.find(hostOf(request));
    if (distribution === undefined) {
      refuse(response, "unknownHost");
      return;
    }
    if (distributionsBefore(request) >= 2) {
      refuse(response, "loop");
      return;
    }
    const behavior = chooseBehavior(distribution, request.url ?? "/");
    if (!isSecure(request) && behavior.viewerProtocolPolicy !== "allow-all") {
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
      location: `https://${this.httpsAuthority(request)}${request.url ?? "/"}`,
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
    const served = await serve(this.world, distribution, behavior, {
      method: request.method ?? "GET",
      url: withRootObject(request.url ?? "/", distribution),
      headers: request.headers,
      address: request.socket.remoteAddress ?? "",
      secure: isSecure(request),
      body: await readBody(request),
    });
    const { result, status } = served;
    if (typeof result === "string") {
      refuse(response, result);
      return;
    }
    response.writeHead(status, this.viewerHeaders(result, distribution, served));
    result.pipe(response);
  }

  private viewerHeaders(
    incoming: IncomingMessage,
    distribution: Distribution,
    { behavior, failed }: Served,
  ): OutgoingHttpHeaders {
    const headers = { ...incoming.headers };
    for (const name of ["connection", "keep-alive", "trailer", "upgrade"]) {
      Reflect.deleteProperty(headers, name);
    }
    if (forwardingOf(behavior, this.world.account).cookies.every(({ kind }) => kind === "none")) {
      delete headers["set-cookie"];
    }
    return {
      ...headers,
      ...addedHeaders(behavior.responseHeadersPolicyId),
      via: `1.1 ${distribution.id}.cloudfront.net (CloudFront)`,
      "x-amz-cf-id": requestId(),
      "x-cache": failed ? "Error from cloudfront" : "Miss from cloudfront",
    };
  }
}

/** Each distribution that a request passes puts its name into Via. */
function distributionsBefore(request: IncomingMessage): number {
  return (request.headers.via ?? "").split(",").filter((hop) => hop.includes("(CloudFront)")).length;
}

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DefaultRootObject.html */
function withRootObject(url: string, { defaultRootObject = "" }: Distribution): string {
  return url === "/" || url.startsWith("/?") ? `/${defaultRootObject}${url.slice(1)}` : url;
}
