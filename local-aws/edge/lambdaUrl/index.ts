import { createHash } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { functionUrlHostname } from "../../aws/hostnames";
import { Account } from "../../aws/account";
import { FunctionUrl, functionUrls, lambdaPermissions } from "../../aws/lambda";
import { addressOf } from "../apigateway/events/call";
import { format2Event } from "../apigateway/events/format2";
import { MalformedResponse, readFormat2Response } from "../apigateway/functionResponse";
import { isBinaryForHttp } from "../apigateway/payload";
import { requestIds } from "../apigateway/gatewayResponses";
import { sendStream } from "../apigateway/streamedResponse";
import { FrontEnd, hostOf, isHttps, Port, readBody, respond } from "../frontEnd";
import { EventTooLarge, FunctionError, Functions, FunctionThrottled } from "../lambda";
import { signer } from "../originAccess";
import { readStream } from "./stream";

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
    if (url === undefined || !this.mayInvoke(url, request)) {
      sendForbidden(response);
      return;
    }
    const body = await readBody(request);
    if (url.authorizationType === "AWS_IAM" && !isBodySigned(request, body)) {
      sendInvalidSignature(response);
      return;
    }
    await this.invoke(url, request, response, body);
  }

  /**
   * `AWS_IAM` requires a signature, of which only CloudFront's is modeled, and both permissions for CloudFront.
   * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-lambda.html
   */
  private mayInvoke({ authorizationType, functionArn }: FunctionUrl, request: IncomingMessage): boolean {
    if (authorizationType === "NONE") {
      return true;
    }
    const signedBy = signer(request);
    if (typeof signedBy !== "object") {
      return false;
    }
    const allowed = this.account
      .list(lambdaPermissions)
      .map(({ outputs }) => outputs)
      .filter(
        (permission) =>
          [functionArn, functionArn.split(":").at(-1)].includes(permission.function) &&
          permission.principal === "cloudfront.amazonaws.com" &&
          (permission.sourceArn === undefined || permission.sourceArn === signedBy.sourceArn),
      )
      .map(({ action }) => action);
    return ["lambda:InvokeFunctionUrl", "lambda:InvokeFunction"].every((action) => allowed.includes(action));
  }

  private urlByHost(host: string): FunctionUrl | undefined {
    return this.account
      .list(functionUrls)
      .map(({ outputs }) => outputs)
      .find(({ urlId }) => host === functionUrlHostname.of(urlId, this.region));
  }

  /** Invokes the function with the event of an HTTP API that has only the route `$default`: https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html#urls-payloads */
  private async invoke(
    url: FunctionUrl,
    request: IncomingMessage,
    response: ServerResponse,
    body: Buffer,
  ): Promise<void> {
    const { pathname } = addressOf(request);
    const ids = requestIds();
    const event = format2Event({
      request,
      body,
      binary: isBinaryForHttp(request.headers["content-type"]),
      path: pathname,
      stage: { kind: "http", apiId: url.urlId, stageName: "$default", mapped: false, variables: {} },
      match: { route: "$default", resourceId: "", pathParameters: {} },
      ids,
      authorized: {},
    });
    const idHeader = { "x-amzn-requestid": ids.requestId };
    try {
      if (url.invokeMode === "RESPONSE_STREAM") {
        const { status, headers, body } = await readStream(this.functions.stream(url.functionArn, event));
        response.writeHead(status, { ...headers, ...idHeader });
        await sendStream(response, body);
        return;
      }
      const { status, headers, body } = readFormat2Response(await this.functions.invoke(url.functionArn, event));
      response.writeHead(status, { ...headers, "content-length": body.length, ...idHeader });
      response.end(request.method === "HEAD" ? undefined : body);
    } catch (error) {
      sendFailure(error, response);
    }
  }
}

/** Lambda does not support unsigned payloads, and CloudFront does not hash the body: the viewer or an edge function does. */
function isBodySigned({ headers }: IncomingMessage, body: Buffer): boolean {
  return body.length === 0 || headers["x-amz-content-sha256"] === createHash("sha256").update(body).digest("hex");
}

function sendInvalidSignature(response: ServerResponse): void {
  const message =
    "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.";
  const headers = { "content-type": "application/json", "x-amzn-errortype": "InvalidSignatureException" };
  respond(response, 403, headers, JSON.stringify({ message }));
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
