import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as pulumi from "@pulumi/pulumi";
import { unprotected } from "../protection";
import { shortName } from "../shortName";

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
  args: cloudwatch.LogGroupArgs,
  opts: pulumi.CustomResourceOptions,
): AccessLogSettings {
  const logGroup = new cloudwatch.LogGroup(shortName("logGroup", `${name}-access-logs`), args, unprotected(opts));
  return { destinationArn: logGroup.arn, format };
}

/**
 * For an HTTP API. API Gateway allows itself to write to a log group in a resource policy of the region, which has 5,120
 * characters and keeps the entry after a destroy. A group under this prefix needs no entry.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AWS-logs-infrastructure-CWL.html
 */
export function vendedLogsPrefix(name: string): string {
  return `/aws/vendedlogs/apigateway/${shortName("logGroup", name)}-`;
}
