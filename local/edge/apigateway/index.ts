import type { IncomingMessage, ServerResponse } from "node:http";
import { Account } from "../../account";
import { answer, FrontEnd, hostOf, isHttps, Port, readBody } from "../frontEnd";
import { FunctionError, Functions } from "../lambda";
import { Endpoint, findEndpoint, heldDomain, Stage } from "./deployed";
import { httpApiEvent, restApiEvent } from "./events";
import { MalformedAnswer, readHttpAnswer, readRestAnswer } from "./functionAnswer";
import { findRoute } from "./routes";

/** API Gateway's regional front end: it finds the API by Host and refuses any host that it does not hold. */
export class ApiGateway implements FrontEnd {
  constructor(
    private readonly account: Account,
    private readonly functions: Functions,
    private readonly region: string,
  ) {}

  /** HTTPS alone: https://docs.aws.amazon.com/general/latest/gr/apigateway.html */
  listensOn(port: Port): boolean {
    return isHttps(port);
  }

  /** A server name it does not hold gets the region's own certificate. */
  certificateNames(serverName: string): readonly string[] {
    const regional = `*.execute-api.${this.region}.amazonaws.com`;
    return [heldDomain(this.account, serverName)?.id ?? regional];
  }

  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const endpoint = findEndpoint(this.account, hostOf(request));
    if (endpoint === undefined) {
      refuse(response, 403, "Forbidden", "ForbiddenException");
      return;
    }
    const pathname = (request.url ?? "/").split("?", 1)[0] ?? "/";
    const stage = endpoint.disabled ? undefined : endpoint.stageFor(pathname);
    if (stage === undefined) {
      refuseUnreached(endpoint, response);
      return;
    }
    await this.invoke(stage, pathname, request, response);
  }

  private async invoke(
    stage: Stage,
    pathname: string,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const path = pathname.slice(stage.prefix.length) || "/";
    const match = findRoute(this.account, stage, request.method ?? "GET", path);
    if (match === undefined) {
      refuseUnrouted(stage, response);
      return;
    }
    const call = { request, body: await readBody(request), path, stage, match };
    try {
      const event = stage.kind === "http" ? httpApiEvent(call) : restApiEvent(call);
      const result = await this.functions.invoke(match.functionArn, event);
      const { status, headers, body } = stage.kind === "http" ? readHttpAnswer(result) : readRestAnswer(result);
      response.writeHead(status, { ...headers, "content-length": body.length });
      response.end(request.method === "HEAD" ? undefined : body);
    } catch (error) {
      if (!(error instanceof FunctionError || error instanceof MalformedAnswer)) {
        throw error;
      }
      refuseFailed(stage, response);
    }
  }
}

/** A closed default endpoint, or no stage where the path points. */
function refuseUnreached({ kind }: Endpoint, response: ServerResponse): void {
  if (kind === "http") {
    refuse(response, 404, "Not Found", "NotFoundException");
  } else {
    refuse(response, 403, "Forbidden", "ForbiddenException");
  }
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html */
function refuseUnrouted({ kind }: Stage, response: ServerResponse): void {
  if (kind === "http") {
    refuse(response, 404, "Not Found", "NotFoundException");
  } else {
    refuse(response, 403, "Missing Authentication Token", "MissingAuthenticationTokenException");
  }
}

function refuseFailed({ kind }: Stage, response: ServerResponse): void {
  if (kind === "http") {
    refuse(response, 500, "Internal Server Error", "InternalServerErrorException");
  } else {
    refuse(response, 502, "Internal server error", "InternalServerErrorException");
  }
}

function refuse(response: ServerResponse, status: number, message: string, errorType: string): void {
  const headers = { "content-type": "application/json", "x-amzn-errortype": errorType };
  answer(response, status, headers, JSON.stringify({ message }));
}
