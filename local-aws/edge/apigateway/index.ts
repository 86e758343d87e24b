import type { IncomingMessage, ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { apiHostname } from "../../aws/hostnames";
import { MethodSettings, methodSettings } from "../../aws/apigateway/rest";
import { FrontEnd, Handshake, hasClientCertificate, hostOf, isHttps, Port } from "../frontEnd";
import { AccessLogs } from "./accessLogs";
import { authorize } from "./authorizers";
import { clientAuthorities, domainCertificate } from "./customDomains";
import { findEndpoint } from "./endpoints";
import { addressOf, Call } from "./events/call";
import { format1Event, httpFormat1Event } from "./events/format1";
import { format2Event } from "./events/format2";
import { FunctionResponse, readFormat1Response, readFormat2Response } from "./functionResponse";
import { gatewayErrorOf, invokeFunction } from "./invocation";
import { decodesResponse, isBinary, readLimitedBody } from "./payload";
import { idHeaders, gatewayResponse, GatewayError, RequestIds, requestIds } from "./gatewayResponses";
import { findRoute, RouteMatch } from "./routes";
import { Endpoint, Stage } from "./stages";
import { readStreamedResponse, sendStream, StreamedResponse } from "./streamedResponse";
import { respondToWebSocket } from "./webSocket";
import { WebSocketServices } from "./webSocket/services";

/** A call that has passed the authorizer and the throttling. */
type AuthorizedCall = Call & { readonly stage: Stage; readonly match: RouteMatch };

/** The stage and route that a request matches. */
interface Target {
  readonly stage: Stage | undefined;
  readonly match: RouteMatch | undefined;
  /** The path without the stage or the mapping key. */
  readonly path: string;
}

interface Parts extends WebSocketServices {
  readonly accessLogs: AccessLogs;
}

/** The regional front end of API Gateway. It routes by Host and rejects a host without an API. */
export class ApiGateway implements FrontEnd {
  constructor(private readonly parts: Parts) {}

  /** Only HTTPS: https://docs.aws.amazon.com/general/latest/gr/apigateway.html */
  listensOn(port: Port): boolean {
    return isHttps(port);
  }

  /** A server name that is no custom domain gets the region's certificate. */
  certificateNames(serverName: string): readonly string[] {
    return domainCertificate(this.parts.account, serverName) ?? [apiHostname.of("*", this.parts.region)];
  }

  /** https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-mutual-tls.html */
  clientAuthorities(serverName: string): string | undefined {
    return clientAuthorities(this.parts.account, serverName);
  }

  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const startedAt = new Date();
    const ids = requestIds();
    const endpoint = findEndpoint(this.parts.account, this.parts.region, hostOf(request));
    const kind = endpoint?.kind ?? "rest";
    const isAllowed = endpoint?.requiresClientCertificate !== true || hasClientCertificate(request);
    const target = endpoint && isAllowed ? locate(endpoint, request) : undefined;
    const result = await this.respond(target, request, ids).catch((error: unknown) => {
      if (error instanceof GatewayError) {
        return gatewayResponse(kind, error);
      }
      throw error;
    });
    if (result === undefined) {
      return;
    }
    const responseLength = await send(response, { ...result, headers: { ...result.headers, ...idHeaders(kind, ids) } });
    if (target?.stage !== undefined && kind !== "webSocket") {
      this.parts.accessLogs.write(target.stage, {
        request,
        ids,
        startedAt,
        route: target.match?.route,
        status: result.status,
        responseLength,
      });
    }
  }

  /** @returns undefined if the request opened a WebSocket */
  private async respond(
    target: Target | undefined,
    request: IncomingMessage & Handshake,
    ids: RequestIds,
  ): Promise<FunctionResponse | StreamedResponse | undefined> {
    if (target === undefined) {
      throw new GatewayError("forbidden");
    }
    const body = await readLimitedBody(request);
    const { stage, match, path } = target;
    if (stage === undefined) {
      throw new GatewayError("noStage");
    }
    if (stage.kind === "webSocket") {
      return respondToWebSocket(this.parts, { request, body, path, stage, ids });
    }
    if (match === undefined) {
      throw new GatewayError("noRoute");
    }
    const call = { request, body, path, stage, match, ids };
    const authorized = await authorize(this.parts, call);
    this.parts.throttling.takeForRoute(stage, match, this.methodSettings(stage), request.method ?? "GET");
    return this.invoke({ ...call, authorized, binary: isBinary(stage, request.headers["content-type"]) });
  }

  private async invoke(call: AuthorizedCall): Promise<FunctionResponse | StreamedResponse> {
    const { stage, match, request } = call;
    const { functionArn } = match;
    if (functionArn === undefined) {
      throw new GatewayError("integrationNotModeled");
    }
    const event = eventFor(call);
    try {
      if (match.streams) {
        return await readStreamedResponse(this.stream(functionArn, match.timeout, event));
      }
      const result = await invokeFunction(this.parts.functions, functionArn, match.timeout, event);
      const decodes = decodesResponse(stage, request.headers.accept);
      return match.payloadFormat === "2.0" ? readFormat2Response(result) : readFormat1Response(result, decodes);
    } catch (error) {
      throw gatewayErrorOf(error);
    }
  }

  /** The response of a function. It fails if it is not complete at the timeout. */
  private stream(functionArn: string, timeout: number, event: object): Readable {
    const response = this.parts.functions.stream(functionArn, event);
    const timer = setTimeout(() => response.destroy(new GatewayError("timedOut")), timeout);
    return response.once("close", () => {
      clearTimeout(timer);
    });
  }

  private methodSettings({ kind, apiId, stageName }: Stage): readonly MethodSettings[] {
    return kind === "http"
      ? []
      : this.parts.account
          .list(methodSettings)
          .map(({ outputs }) => outputs)
          .filter((settings) => settings.restApi === apiId && settings.stageName === stageName);
  }
}

function locate(endpoint: Endpoint, request: IncomingMessage): Target {
  const { pathname } = addressOf(request);
  const stage = endpoint.stageFor(pathname, request.headers);
  const path = pathname.slice(stage?.prefix.length ?? 0) || "/";
  return { stage, path, match: stage && findRoute(stage, request.method ?? "GET", path) };
}

function eventFor(call: AuthorizedCall): object {
  if (call.stage.kind === "rest") {
    return format1Event(call);
  }
  return call.match.payloadFormat === "2.0" ? format2Event(call) : httpFormat1Event(call);
}

/** @returns the number of bytes in the body */
async function send(to: ServerResponse, response: FunctionResponse | StreamedResponse): Promise<number> {
  const { status, headers, body } = response;
  if (body instanceof Readable) {
    to.writeHead(status, headers);
    return sendStream(to, body);
  }
  // A response without a body has no length.
  const length = status === 204 || status === 304 ? {} : { "content-length": body.length };
  to.writeHead(status, { ...headers, ...length });
  to.end(to.req.method === "HEAD" ? undefined : body);
  return body.length;
}
