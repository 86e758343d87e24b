import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as pulumi from "@pulumi/pulumi";

/** The `accessLogSettings` of a stage of an HTTP or REST API. */
export interface AccessLogSettings {
  readonly destinationArn: pulumi.Output<string>;
  readonly format: string;
}

/**
 * One JSON line per request. These variables have the same meaning for HTTP and REST APIs:
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging-variables.html and
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-variables-for-access-logging.html
 */
const format = JSON.stringify({
  requestId: "$context.requestId",
  requestTime: "$context.requestTime",
  sourceIp: "$context.identity.sourceIp",
  userAgent: "$context.identity.userAgent",
  domainName: "$context.domainName",
  httpMethod: "$context.httpMethod",
  path: "$context.path",
  protocol: "$context.protocol",
  status: "$context.status",
  responseLength: "$context.responseLength",
  responseLatency: "$context.responseLatency",
  error: "$context.error.message",
  integrationError: "$context.integrationErrorMessage",
});

export function accessLogSettings(
  name: string,
  retentionInDays: number,
  opts: pulumi.CustomResourceOptions,
): AccessLogSettings {
  const logGroup = new cloudwatch.LogGroup(`${name}-access-logs`, { retentionInDays }, opts);
  return { destinationArn: logGroup.arn, format };
}
