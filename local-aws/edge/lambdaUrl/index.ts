import type { IncomingMessage, ServerResponse } from "node:http";
import { Account } from "../../aws/account";
import { FunctionUrl, functionUrls } from "../../aws/lambda";
import { addressOf } from "../apigateway/events/call";
import { format2Event } from "../apigateway/events/format2";
import { MalformedAnswer, readFormat2Answer } from "../apigateway/functionResponse";
import { isBinaryForHttp } from "../apigateway/payload";
import { requestIds } from "../apigateway/gatewayResponses";
import { answer, FrontEnd, hostOf, isHttps, Port, readBody } from "../frontEnd";
import { EventTooLarge, FunctionError, Functions, FunctionThrottled } from "../lambda";
import { signer } from "../originAccess";

/**
 * A region's Lambda function URLs: each is found by Host, and a host that none of them has is refused.
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

  /** The same for every server name, a foreign one too. */
  certificateNames(): readonly string[] {
    return [`*.lambda-url.${this.region}.on.aws`];
  }

  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = this.urlByHost(hostOf(request));
    if (url === undefined || !mayInvoke(url, request)) {
      refuse(response);
      return;
    }
    await this.invoke(url, request, response);
  }

  private urlByHost(host: string): FunctionUrl | undefined {
    return this.account
      .list(functionUrls)
      .map(({ outputs }) => outputs)
      .find(({ urlId }) => host === `${urlId}.lambda-url.${this.region}.on.aws`);
  }

  /** The event is that of an HTTP API with one route: https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html#urls-payloads */
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
      const { status, headers, body } = readFormat2Answer(await this.functions.invoke(url.functionArn, event));
      response.writeHead(status, { ...headers, "content-length": body.length, "x-amzn-requestid": ids.requestId });
      response.end(request.method === "HEAD" ? undefined : body);
    } catch (error) {
      refuseFailed(error, response);
    }
  }
}

/** `AWS_IAM` asks for a signature, and CloudFront's is the only one there is here. */
function mayInvoke({ authorizationType }: FunctionUrl, request: IncomingMessage): boolean {
  return authorizationType === "NONE" || typeof signer(request) === "object";
}

/** https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html */
function refuse(response: ServerResponse): void {
  const message =
    "Forbidden. For troubleshooting Function URL authorization issues, see: " +
    "https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html";
  const headers = { "content-type": "application/json", "x-amzn-errortype": "AccessDeniedException" };
  answer(response, 403, headers, JSON.stringify({ Message: message }));
}

/** https://docs.aws.amazon.com/lambda/latest/dg/urls-monitoring.html */
function refuseFailed(error: unknown, response: ServerResponse): void {
  const headers = { "content-type": "application/json" };
  if (error instanceof FunctionError || error instanceof MalformedAnswer) {
    answer(response, 502, headers, "Internal Server Error");
  } else if (error instanceof FunctionThrottled) {
    answer(response, 429, headers, JSON.stringify({ Message: error.message }));
  } else if (error instanceof EventTooLarge) {
    answer(response, 413, headers, JSON.stringify({ Message: "Request Entity Too Large" }));
  } else {
    throw error;
  }
}
