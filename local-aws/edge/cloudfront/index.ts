import type { IncomingMessage, ServerResponse } from "node:http";
import { pipeline } from "node:stream/promises";
import {
  answer as respond,
  FrontEnd,
  hasBody,
  hostOf,
  isHttp,
  isHttps,
  isSecure,
  Port,
  readBodyWithin,
  Unreadable,
} from "../frontEnd";
import { Answer, discard, headerOf, Headers, isWhole, WholeAnswer, without } from "./response";
import { Cache, Hit } from "./cache";
import { certificateNames, findCertificate } from "../../aws/acm";
import { CacheBehavior, Distribution } from "../../aws/cloudfront/distribution";
import { serve, Served } from "./customErrorResponses";
import { EdgeFunctions, runsFunctions } from "./functions";
import { largestBody, notModelled, refusalOf } from "./limits";
import { Viewer, World } from "./origins";
import { page, pageAnswer, refuse, requestId as newRequestId } from "./pages";
import { withPolicy } from "./responseHeaders";
import { Route, Routes, Settings } from "./routes";
import { VirtualHosts } from "./virtualHosts";

/** CloudFront: an edge location and all the distributions it serves. */
export class CloudFront implements FrontEnd {
  private readonly virtualHosts: VirtualHosts;
  private readonly routes: Routes;
  private readonly cache: Cache;
  private readonly functions: EdgeFunctions;
  private readonly finished = new WeakMap<Headers, { readonly settings: Settings; readonly headers: Headers }>();

  constructor(
    private readonly world: World,
    /** Writes a viewer's own authority (host and port as it wrote them) as its HTTPS address. */
    private readonly httpsAuthority: (request: IncomingMessage) => string,
  ) {
    this.virtualHosts = new VirtualHosts(world.account);
    this.routes = new Routes(world.account);
    this.cache = new Cache(world);
    this.functions = new EdgeFunctions(world.account, world.log);
  }

  listensOn(port: Port): boolean {
    return isHttp(port) || isHttps(port);
  }

  certificateNames(serverName: string): readonly string[] {
    const distribution = this.virtualHosts.find(serverName);
    if (distribution === undefined || serverName.endsWith(".cloudfront.net")) {
      return ["*.cloudfront.net"];
    }
    const certificate = findCertificate(this.world.account, distribution.viewerCertificate?.acmCertificateArn);
    return certificate === undefined ? [serverName] : certificateNames(certificate);
  }

  handle(request: IncomingMessage, response: ServerResponse): Promise<void> | undefined {
    const limit = refusalOf(request);
    const distribution = this.virtualHosts.find(hostOf(request));
    if (limit !== undefined) {
      refuse(response, limit);
    } else if (distribution === undefined) {
      refuse(response, "unknownHost");
    } else if (distributionsBefore(request) >= 2) {
      refuse(response, "loop");
    } else {
      return this.handleFor(distribution, request, response);
    }
    return undefined;
  }

  refuseUnreadable(reason: Unreadable) {
    return page(reason === "malformed" ? "badRequest" : reason);
  }

  /** Ends what runs beside this process. */
  stop(): void {
    this.functions.stop();
  }

  private handleFor(
    distribution: Distribution,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> | undefined {
    const route = this.routes.find(distribution, request.url ?? "/");
    const unmodelled = notModelled(request);
    if (!isSecure(request) && route.behavior.viewerProtocolPolicy !== "allow-all") {
      this.refusePlain(route.behavior, request, response);
    } else if (!route.behavior.allowedMethods.includes(request.method ?? "GET")) {
      refuse(response, "method");
    } else if (unmodelled !== undefined) {
      respond(response, 501, { "content-type": "text/plain" }, `The local CloudFront does not model ${unmodelled}.\n`);
    } else if (!this.answerAtOnce(route, request, response)) {
      return this.forward(route, request, response);
    }
    return undefined;
  }

  /** Most requests of a site end here: what the cache holds, where no function has a say in it. */
  private answerAtOnce(route: Route, request: IncomingMessage, response: ServerResponse): boolean {
    if (hasBody(request) || runsFunctions(route.behavior)) {
      return false;
    }
    const viewer = viewerOf(request, noBody);
    const held = this.cache.held(route, { ...viewer, url: withRootObject(viewer.url, route.distribution) });
    if (held === undefined || held.answer.status >= 400) {
      return false;
    }
    const { status, body } = held.answer;
    sendWhole(response, { status, headers: this.heldHeaders(route, held, viewer), body }, idHeader(newRequestId()));
    return true;
  }

  /** They are the same for all who get the whole of the same answer, but for what CORS says to each. */
  private heldHeaders(route: Route, { answer, cause }: Hit, viewer: Viewer): Headers {
    const { settings } = route;
    const known = this.finished.get(answer.headers);
    if (known?.settings === settings) {
      return known.headers;
    }
    const headers = { ...headersFor(route, answer, viewer), ...causeHeader(cause), ...viaHeader(route) };
    if (answer.status === 200 && settings.responseHeaders?.cors === undefined) {
      this.finished.set(answer.headers, { settings, headers });
    }
    return headers;
  }

  /** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-https-viewers-to-cloudfront.html */
  private refusePlain(behavior: CacheBehavior, request: IncomingMessage, response: ServerResponse): void {
    const repeatable = request.method === "GET" || request.method === "HEAD";
    // HTTP/1.0 has no status that keeps the method.
    if (behavior.viewerProtocolPolicy === "https-only" || (!repeatable && request.httpVersion === "1.0")) {
      refuse(response, "https");
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

  private async forward(route: Route, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readBodyWithin(request, largestBody);
    if (body === undefined) {
      response.setHeader("connection", "close");
      refuse(response, "bodyTooLarge");
      return;
    }
    const requestId = newRequestId();
    const answer = await this.answerOf(route, requestId, viewerOf(request, body));
    await send(response, answer, { ...viaHeader(route), ...idHeader(requestId) });
  }

  private async answerOf(route: Route, requestId: string, viewer: Viewer): Promise<Answer> {
    const { distribution, behavior } = route;
    const handled = await this.functions.onRequest(distribution, behavior, requestId, viewer);
    switch (handled.kind) {
      case "failed":
        return pageAnswer(handled.refusal);
      case "generated":
        return withCause(handled.answer, "FunctionGeneratedResponse");
      case "request": {
        // A function that rewrites the path has no say in which behavior serves it.
        const asked = { ...handled.viewer, url: withRootObject(handled.viewer.url, distribution) };
        return this.toViewer(await serve(this.cache, this.routes, route, asked), requestId, asked);
      }
    }
  }

  private async toViewer({ route, answer, cause, failed }: Served, requestId: string, viewer: Viewer): Promise<Answer> {
    const { distribution, behavior } = route;
    const finished = { ...answer, headers: headersFor(route, answer, viewer) };
    // https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/edge-function-restrictions-all.html#function-restrictions-status-codes
    const changed = failed
      ? { kind: "answer" as const, answer: finished }
      : await this.functions.onResponse(distribution, behavior, requestId, viewer, finished);
    if (changed.kind === "failed" || changed.answer.body !== answer.body) {
      discard(answer);
    }
    return changed.kind === "failed" ? pageAnswer(changed.refusal) : withCause(changed.answer, cause);
  }
}

/** Each distribution that a request passes puts its name into Via. */
function distributionsBefore(request: IncomingMessage): number {
  const { via } = request.headers;
  return via === undefined ? 0 : via.split(",").filter((hop) => hop.includes("(CloudFront)")).length;
}

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DefaultRootObject.html */
function withRootObject(url: string, { defaultRootObject = "" }: Distribution): string {
  return url === "/" || url.startsWith("/?") ? `/${defaultRootObject}${url.slice(1)}` : url;
}

function viewerOf(request: IncomingMessage, body: Buffer): Viewer {
  return {
    method: request.method ?? "GET",
    url: request.url ?? "/",
    headers: request.headers,
    address: request.socket.remoteAddress ?? "",
    secure: isSecure(request),
    body,
  };
}

const noBody = Buffer.alloc(0);

/** An answer's headers as the behavior's settings let them through to the viewer. */
function headersFor({ settings }: Route, answer: Answer, viewer: Viewer): Headers {
  const headers = settings.forwarding.cookies.every(({ kind }) => kind === "none")
    ? without(answer.headers, "set-cookie")
    : answer.headers;
  return settings.responseHeaders === undefined ? headers : withPolicy(headers, settings.responseHeaders, viewer);
}

function withCause(answer: Answer, cause: string): Answer {
  return { ...answer, headers: { ...answer.headers, ...causeHeader(cause) } };
}

function causeHeader(cause: string): Headers {
  return { "x-cache": `${cause} from cloudfront` };
}

function viaHeader({ distribution }: Route): Headers {
  return { via: `1.1 ${distribution.id}.cloudfront.net (CloudFront)` };
}

function idHeader(requestId: string): Headers {
  return { "x-amz-cf-id": requestId };
}

async function send(response: ServerResponse, answer: Answer, added: Headers): Promise<void> {
  if (isWhole(answer)) {
    sendWhole(response, answer, added);
  } else {
    const { status, headers, body } = answer;
    response.writeHead(status, { ...headers, ...added });
    await pipeline(body, response);
  }
}

function sendWhole(response: ServerResponse, { status, headers, body }: WholeAnswer, added: Headers): void {
  const bodiless = status === 204 || status === 304;
  const length = bodiless ? {} : { "content-length": headerOf(headers, "content-length") ?? String(body.length) };
  response.writeHead(status, { ...headers, ...added, ...length });
  response.end(bodiless || response.req.method === "HEAD" ? undefined : body);
}
