import { distributionHostname, isDistributionHostname } from "../../aws/hostnames";
import { certificateNames, findCertificate } from "../../aws/acm";
import { CacheBehavior, Distribution } from "../../aws/cloudfront/distribution";
import {
  FrontEnd,
  hasBody,
  hostOf,
  isHttp,
  isHttps,
  isSecure,
  NotModeled,
  Port,
  readBodyWithin,
  Request,
  Response,
  Unreadable,
} from "../frontEnd";
import { EdgeLocation } from "./edgeLocation";
import { largestBody, notModeled, violatedLimit } from "./limits";
import { EdgeServices, Viewer } from "./origins";
import { errorPage, newRequestId, sendErrorPage } from "./pages";
import { Route } from "./routes";
import { HitHeaders, idHeader, sendBuffered, sendResponse, viaHeader } from "./viewerResponse";
import { VirtualHosts } from "./virtualHosts";
import { joinWebSockets } from "./webSocket";

/** CloudFront: an edge location that serves all distributions. */
export class CloudFront implements FrontEnd {
  private readonly virtualHosts: VirtualHosts;
  private readonly edgeLocation: EdgeLocation;
  private readonly hitHeaders = new HitHeaders();

  constructor(
    private readonly services: EdgeServices,
    /** Converts the authority that a viewer requested (host and port) to that of its HTTPS URL. */
    private readonly httpsAuthority: (request: Request) => string,
  ) {
    this.virtualHosts = new VirtualHosts(services.account, services.edgeDomainDelay);
    this.edgeLocation = new EdgeLocation(services);
  }

  listensOn(port: Port): boolean {
    return isHttp(port) || isHttps(port);
  }

  certificateNames(serverName: string): readonly string[] {
    const distribution = this.virtualHosts.find(serverName);
    if (distribution === undefined || isDistributionHostname(serverName)) {
      return [distributionHostname("*")];
    }
    const certificate = findCertificate(this.services.account, distribution.viewerCertificate?.acmCertificateArn);
    return certificate === undefined ? [serverName] : certificateNames(certificate);
  }

  /** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesGeneral.html#DownloadDistValuesSupportedHTTPVersions */
  supportsHttp2(serverName: string): boolean {
    const { httpVersion = "http2" } = this.virtualHosts.find(serverName) ?? { httpVersion: "http1.1" };
    return ["http2", "http2and3"].includes(httpVersion.toLowerCase());
  }

  handle(request: Request, response: Response): Promise<void> | undefined {
    const violated = violatedLimit(request);
    const distribution = this.virtualHosts.find(hostOf(request));
    if (violated !== undefined) {
      sendErrorPage(response, violated);
    } else if (distribution === undefined) {
      sendErrorPage(response, "unknownHost");
    } else if (distributionsPassed(request) >= 2) {
      sendErrorPage(response, "loop");
    } else {
      return this.handleFor(distribution, request, response);
    }
    return undefined;
  }

  refuseUnreadable(reason: Unreadable) {
    return errorPage(reason === "malformed" ? "badRequest" : reason);
  }

  /** Whether a distribution serves the hostname, also if no DNS record exists. */
  serves(host: string): boolean {
    return this.virtualHosts.find(host) !== undefined;
  }

  /** Removes all cached responses. */
  invalidate(): void {
    this.edgeLocation.invalidate();
  }

  stop(): void {
    this.edgeLocation.stop();
  }

  private handleFor(distribution: Distribution, request: Request, response: Response): Promise<void> | undefined {
    const route = this.edgeLocation.route(distribution, request.url ?? "/");
    const feature = notModeled(request);
    if (!isSecure(request) && route.behavior.viewerProtocolPolicy !== "allow-all") {
      this.rejectHttp(route.behavior, request, response);
    } else if (!route.behavior.allowedMethods.includes(request.method ?? "GET")) {
      sendErrorPage(response, "method");
    } else if (feature !== undefined) {
      throw new NotModeled(feature);
    } else if (!this.sendCached(route, request, response)) {
      return this.forward(route, request, response);
    }
    return undefined;
  }

  private sendCached(route: Route, request: Request, response: Response): boolean {
    const viewer = viewerOf(request, emptyBody);
    const hit = hasBody(request) ? undefined : this.edgeLocation.cachedResponse(route, viewer);
    if (hit === undefined) {
      return false;
    }
    const headers = this.hitHeaders.of(route, hit, viewer);
    sendBuffered(response, { ...hit.response, headers }, idHeader(newRequestId()));
    return true;
  }

  /** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-https-viewers-to-cloudfront.html */
  private rejectHttp(behavior: CacheBehavior, request: Request, response: Response): void {
    const repeatable = request.method === "GET" || request.method === "HEAD";
    // HTTP/1.0 has no redirect status that keeps the method.
    if (behavior.viewerProtocolPolicy === "https-only" || (!repeatable && request.httpVersion === "1.0")) {
      sendErrorPage(response, "https");
      return;
    }
    response.writeHead(repeatable ? 301 : 307, {
      location: `https://${this.httpsAuthority(request)}${request.url ?? "/"}`,
      server: "CloudFront",
      "x-cache": "Redirect from cloudfront",
      "content-length": 0,
    });
    response.end();
  }

  private async forward(route: Route, request: Request, response: Response): Promise<void> {
    const body = await readBodyWithin(request, largestBody);
    if (body === undefined) {
      if (request.httpVersion === "1.1") {
        response.setHeader("connection", "close");
      }
      sendErrorPage(response, "bodyTooLarge");
      return;
    }
    const requestId = newRequestId();
    const toViewer = await this.edgeLocation.respond(route, requestId, viewerOf(request, body));
    const added = { ...viaHeader(route), ...idHeader(requestId) };
    if (toViewer.connection !== undefined && request.takeConnection !== undefined) {
      joinWebSockets(request.takeConnection(), toViewer.connection, { ...toViewer.headers, ...added });
    } else {
      await sendResponse(response, toViewer, added);
    }
  }
}

/** Each distribution that a request passes adds itself to Via. */
function distributionsPassed(request: Request): number {
  const { via } = request.headers;
  return via === undefined ? 0 : via.split(",").filter((hop) => hop.includes("(CloudFront)")).length;
}

function viewerOf(request: Request, body: Buffer): Viewer {
  return {
    method: request.method ?? "GET",
    url: request.url ?? "/",
    headers: request.headers,
    address: request.socket.remoteAddress ?? "",
    httpVersion: request.httpVersion,
    opensWebSocket: request.takeConnection !== undefined,
    secure: isSecure(request),
    body,
  };
}

const emptyBody = Buffer.alloc(0);
