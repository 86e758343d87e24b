import { appendFileSync, mkdirSync } from "node:fs";
import type { IncomingMessage } from "node:http";
import { join } from "node:path";
import { accountId } from "../../aws/account";
import { Stage } from "./stages";
import { addressOf, commonLogTime, domainOf, sourceIp } from "./events/call";
import { RequestIds } from "./gatewayResponses";

/** A completed request. */
export interface Access {
  readonly request: IncomingMessage;
  readonly ids: RequestIds;
  readonly startedAt: Date;
  /** Undefined if no route matched. */
  readonly route: string | undefined;
  readonly status: number;
  /** Bytes of the body. */
  readonly responseLength: number;
}

/** Writes the access logs of stages, one file for each log group. */
export class AccessLogs {
  constructor(private readonly folder: string) {}

  /** https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging.html */
  write(stage: Stage, access: Access): void {
    const settings = stage.accessLogSettings;
    if (settings === undefined) {
      return;
    }
    const group = /:log-group:([^:]+)/.exec(settings.destinationArn)?.[1] ?? settings.destinationArn;
    const values = variables(stage, access);
    // API Gateway writes a hyphen for a variable without a value.
    const line = settings.format.replace(/\$context\.([\w.]+)/g, (_, name: string) => values[name] ?? "-");
    mkdirSync(this.folder, { recursive: true });
    appendFileSync(join(this.folder, `${group.replace(/[^\w.-]+/g, "_")}.log`), `${line}\n`);
  }
}

/**
 * The supported variables.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging-variables.html
 */
function variables(
  stage: Stage,
  { request, ids, startedAt, route, status, responseLength }: Access,
): Partial<Record<string, string>> {
  const { domainName, domainPrefix } = domainOf(request);
  const latency = String(Date.now() - startedAt.getTime());
  return {
    accountId,
    apiId: stage.apiId,
    domainName,
    domainPrefix,
    extendedRequestId: ids.extendedRequestId,
    httpMethod: request.method,
    "identity.sourceIp": sourceIp(request),
    "identity.userAgent": request.headers["user-agent"],
    path: addressOf(request).pathname,
    protocol: `HTTP/${request.httpVersion}`,
    requestId: stage.kind === "http" ? ids.extendedRequestId : ids.requestId,
    requestTime: commonLogTime(startedAt),
    requestTimeEpoch: String(startedAt.getTime()),
    resourcePath: route,
    responseLatency: latency,
    responseLength: String(responseLength),
    routeKey: route,
    stage: stage.stageName,
    status: String(status),
  };
}
