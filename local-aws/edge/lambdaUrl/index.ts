import type { IncomingMessage, ServerResponse } from "node:http";
import { functionUrlHostname } from "../../aws/hostnames";
import { Account } from "../../aws/account";
import { FunctionUrl, functionUrls } from "../../aws/lambda";
import { addressOf } from "../apigateway/events/call";
import { format2Event } from "../apigateway/events/format2";
import { MalformedResponse, readFormat2Response } from "../apigateway/functionResponse";
import { isBinaryForHttp } from "../apigateway/payload";
import { requestIds } from "../apigateway/gatewayResponses";
import { FrontEnd, hostOf, isHttps, Port, readBody, respond } from "../frontEnd";
import { EventTooLarge, FunctionError, Functions, FunctionThrottled } from "../lambda";
import { signer } from "../originAccess";

/**
 * The Lambda function URLs of a region. It routes by Host and rejects other hosts.
 * https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html
 */
export class LambdaUrls implements FrontEnd {
  constructor(
    private readonly account: Account,
    private readonly functions: Functions,
    private readonly region: string,
  ) {}

  listensOn(port: Port): boolean {
    return isHttps(port);
  }

  /** The same certificate for every server name. */
  certificateNames(): readonly string[] {
    return [functionUrlHostname.of("*", this.region)];
  }

  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = this.urlByHost(hostOf(request));
    if (url === undefined || !mayInvoke(url, request)) {
      sendForbidden(response);
      return;
    }
    await this.invoke(url, request, response);
  }

  private urlByHost(host: string): FunctionUrl | undefined {
    return this.account
      .list(functionUrls)
      .map(({ outputs }) => outputs)
      .find(({ urlId }) => host === functionUrlHostname.of(urlId, this.region));
  }

  /** Invokes the function with the event of an HTTP API that has only the route `$default`: https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html#urls-payloads */
  private async invoke(url: FunctionUrl, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname } = addressOf(request);
    const ids = requestIds();
    const event = format2Event({
      request,
      body: await readBody(request),
      binary: isBinaryForHttp(request.headers["content-type"]),
      path: pathname,
      stage: { kind: "http", apiId: url.urlId, stageName: "$default", mapped: false, variables: {} },
      match: { route: "$default", resourceId: "", pathParameters: {} },
      ids,
      authorized: {},
    });
    try {
      const { status, headers, body } = readFormat2Response(await this.functions.invoke(url.functionArn, event));
      response.writeHead(status, { ...headers, "content-length": body.length, "x-amzn-requestid": ids.requestId });
      response.end(request.method === "HEAD" ? undefined : body);
    } catch (error) {
      sendFailure(error, response);
    }
  }
}

/** `AWS_IAM` requires a signature. Only CloudFront's is modeled. */
function mayInvoke({ authorizationType }: FunctionUrl, request: IncomingMessage): boolean {
  return authorizationType === "NONE" || typeof signer(request) === "object";
}

/** https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html */
function sendForbidden(response: ServerResponse): void {
  const message =
    "Forbidden. For troubleshooting Function URL authorization issues, see: " +
    "https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html";
  const headers = { "content-type": "application/json", "x-amzn-errortype": "AccessDeniedException" };
  respond(response, 403, headers, JSON.stringify({ Message: message }));
}

/** https://docs.aws.amazon.com/lambda/latest/dg/urls-monitoring.html */
function sendFailure(error: unknown, response: ServerResponse): void {
  const headers = { "content-type": "application/json" };
  if (error instanceof FunctionError || error instanceof MalformedResponse) {
    respond(response, 502, headers, "Internal Server Error");
  } else if (error instanceof FunctionThrottled) {
    respond(response, 429, headers, JSON.stringify({ Message: error.message }));
  } else if (error instanceof EventTooLarge) {
    respond(response, 413, headers, JSON.stringify({ Message: "Request Entity Too Large" }));
  } else {
    throw error;
  }
}
