import type { IncomingMessage, ServerResponse } from "node:http";
import { Account } from "../../account";
import { httpApiEvent } from "../apigateway/events";
import { readHttpAnswer } from "../apigateway/functionAnswer";
import { answer, FrontEnd, hostOf, isHttps, Port, readBody } from "../frontEnd";
import { FunctionError, Functions } from "../lambda";
import { signer } from "../originAccess";

interface FunctionUrl {
  readonly urlId: string;
  readonly functionArn: string;
  readonly authorizationType: "AWS_IAM" | "NONE";
}

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
      .list("aws:lambda/functionUrl:FunctionUrl")
      .map(({ outputs }) => outputs as unknown as FunctionUrl)
      .find(({ urlId }) => host === `${urlId}.lambda-url.${this.region}.on.aws`);
  }

  /** The event is that of an HTTP API with one route: https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html#urls-payloads */
  private async invoke(url: FunctionUrl, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const event = httpApiEvent({
      request,
      body: await readBody(request),
      path: request.url ?? "/",
      stage: { kind: "http", apiId: url.urlId, stageName: "$default", prefix: "" },
      match: { route: "$default", pathParameters: {}, functionArn: url.functionArn },
    });
    try {
      const { status, headers, body } = readHttpAnswer(await this.functions.invoke(url.functionArn, event));
      response.writeHead(status, { ...headers, "content-length": body.length });
      response.end(request.method === "HEAD" ? undefined : body);
    } catch (error) {
      if (!(error instanceof FunctionError)) {
        throw error;
      }
      answer(response, 502, { "content-type": "application/json" }, "Internal Server Error");
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
