import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from "node:http";
import { MethodSettings, methodSettings } from "../../aws/apigateway/rest";
import { FrontEnd, hostOf, isHttps, Port } from "../frontEnd";
import { EventTooLarge, FunctionError, FunctionThrottled } from "../lambda";
import { AccessLogs } from "./accessLogs";
import { Authorities, authorize } from "./authorizers";
import { domainCertificate, Endpoint, findEndpoint, Stage } from "./endpoints";
import { addressOf, Call } from "./events/call";
import { format1Event, httpFormat1Event } from "./events/format1";
import { format2Event } from "./events/format2";
import { FunctionAnswer, MalformedAnswer, readFormat1Answer, readFormat2Answer } from "./functionResponse";
import { decodesAnswer, isBinary, readLimitedBody } from "./payload";
import { idHeaders, refusalAnswer, Refused, RequestIds, requestIds } from "./gatewayResponses";
import { findRoute, RouteMatch } from "./routes";

/** A call that may go to its function. */
type Admitted = Call & { readonly stage: Stage; readonly match: RouteMatch };

/** Where a request leads. */
interface Target {
  readonly stage: Stage | undefined;
  readonly match: RouteMatch | undefined;
  /** The API's own part of the path. */
  readonly path: string;
}

interface Parts extends Authorities {
  readonly accessLogs: AccessLogs;
}

/** API Gateway's regional front end: it finds the API by Host and refuses any host that it does not hold. */
export class ApiGateway implements FrontEnd {
  constructor(private readonly parts: Parts) {}

  /** HTTPS alone: https://docs.aws.amazon.com/general/latest/gr/apigateway.html */
  listensOn(port: Port): boolean {
    return isHttps(port);
  }

  /** A server name it does not hold gets the region's own certificate. */
  certificateNames(serverName: string): readonly string[] {
    return domainCertificate(this.parts.account, serverName) ?? [`*.execute-api.${this.parts.region}.amazonaws.com`];
  }

  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const startedAt = new Date();
    const ids = requestIds();
    const endpoint = findEndpoint(this.parts.account, this.parts.region, hostOf(request));
    const kind = endpoint?.kind ?? "rest";
    const target = endpoint && locate(endpoint, request);
    const answer = await this.answer(target, request, ids).catch((error: unknown) => {
      if (error instanceof Refused) {
        return refusalAnswer(kind, error);
      }
      throw error;
    });
    const { status, headers, body } = answer;
    response.writeHead(status, { ...headers, ...lengthOf(status, body), ...idHeaders(kind, ids) });
    response.end(request.method === "HEAD" ? undefined : body);
    if (target?.stage !== undefined) {
      this.parts.accessLogs.write(target.stage, { request, ids, startedAt, route: target.match?.route, answer });
    }
  }

  private async answer(target: Target | undefined, request: IncomingMessage, ids: RequestIds): Promise<FunctionAnswer> {
    if (target === undefined) {
      throw new Refused("forbidden");
    }
    const body = await readLimitedBody(request);
    const { stage, match, path } = target;
    if (stage === undefined) {
      throw new Refused("unreached");
    }
    if (match === undefined) {
      throw new Refused("unrouted");
    }
    const call = { request, body, path, stage, match, ids };
    const authorized = await authorize(this.parts, call);
    this.parts.throttling.takeForRoute(stage, match, this.methodSettings(stage), request.method ?? "GET");
    return this.invoke({ ...call, authorized, binary: isBinary(stage, request.headers["content-type"]) });
  }

  private async invoke(call: Admitted): Promise<FunctionAnswer> {
    const { stage, match, request } = call;
    const event = eventFor(call);
    try {
      const result = await this.inTime(this.parts.functions.invoke(match.functionArn, event), match.timeout);
      const decodes = decodesAnswer(stage, request.headers.accept);
      return match.payloadFormat === "2.0" ? readFormat2Answer(result) : readFormat1Answer(result, decodes);
    } catch (error) {
      throw refusalOf(error);
    }
  }

  /** The function is not stopped: nobody waits for it any longer. */
  private async inTime(result: Promise<unknown>, milliseconds: number): Promise<unknown> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        reject(new Refused("timedOut"));
      }, milliseconds);
    });
    try {
      return await Promise.race([result, late]);
    } finally {
      clearTimeout(timer);
    }
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
  const stage = endpoint.stageFor(pathname);
  const path = pathname.slice(stage?.prefix.length ?? 0) || "/";
  return { stage, path, match: stage && findRoute(stage, request.method ?? "GET", path) };
}

function eventFor(call: Admitted): object {
  if (call.stage.kind === "rest") {
    return format1Event(call);
  }
  return call.match.payloadFormat === "2.0" ? format2Event(call) : httpFormat1Event(call);
}

function refusalOf(error: unknown): unknown {
  if (error instanceof FunctionError || error instanceof MalformedAnswer) {
    return new Refused("failed");
  }
  if (error instanceof FunctionThrottled) {
    return new Refused("notInvoked");
  }
  return error instanceof EventTooLarge ? new Refused("tooLong") : error;
}

/** An answer that can't have a body has no length either. */
function lengthOf(status: number, body: Buffer): OutgoingHttpHeaders {
  return status === 204 || status === 304 ? {} : { "content-length": body.length };
}
