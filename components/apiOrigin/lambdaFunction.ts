import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as iam from "@pulumi/aws/iam";
import * as lambda from "@pulumi/aws/lambda";
import * as pulumi from "@pulumi/pulumi";
import { shortName } from "../shortName";

export interface LambdaFunctionArgs {
  readonly code: pulumi.asset.AssetArchive;
  /** The memory in MiB. */
  readonly memorySize: number;
  /** The timeout in seconds. */
  readonly timeout: number;
  readonly environment: Readonly<Record<string, pulumi.Input<string>>>;
  readonly logRetentionInDays: number;
}

/** The function, its log group, and a role that can only write to this log group and send traces. */
export function lambdaFunction(
  name: string,
  args: LambdaFunctionArgs,
  opts: pulumi.CustomResourceOptions,
): lambda.Function {
  const role = new iam.Role(
    shortName("role", `${name}-role`),
    { assumeRolePolicy: JSON.stringify(trustPolicy("lambda.amazonaws.com")) },
    opts,
  );
  const logGroup = new cloudwatch.LogGroup(
    shortName("logGroup", `${name}-logs`),
    { retentionInDays: args.logRetentionInDays },
    opts,
  );
  const policy = new iam.RolePolicy(
    shortName("rolePolicy", `${name}-role-policy`),
    { role: role.id, policy: logGroup.arn.apply((arn) => JSON.stringify(logsAndTracesPolicy(arn))) },
    opts,
  );
  return new lambda.Function(
    shortName("lambdaFunction", `${name}-function`),
    {
      role: role.arn,
      runtime: "nodejs24.x",
      architectures: ["arm64"],
      handler: "index.handler",
      code: args.code,
      memorySize: args.memorySize,
      timeout: args.timeout,
      environment: { variables: { NODE_OPTIONS: "--enable-source-maps", ...args.environment } },
      loggingConfig: { logFormat: "JSON", logGroup: logGroup.name },
      tracingConfig: { mode: "Active" },
    },
    { ...opts, dependsOn: [policy] },
  );
}

function trustPolicy(service: string): object {
  return {
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: { Service: service }, Action: "sts:AssumeRole" }],
  };
}

function logsAndTracesPolicy(logGroupArn: string): object {
  return {
    Version: "2012-10-17",
    Statement: [
      { Effect: "Allow", Action: ["logs:CreateLogStream", "logs:PutLogEvents"], Resource: `${logGroupArn}:*` },
      // X-Ray has no resource-level permissions:
      // https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsx-ray.html
      { Effect: "Allow", Action: ["xray:PutTraceSegments", "xray:PutTelemetryRecords"], Resource: "*" },
    ],
  };
}
