import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as iam from "@pulumi/aws/iam";
import * as lambda from "@pulumi/aws/lambda";
import * as pulumi from "@pulumi/pulumi";
import { present } from "../present";
import { shortName } from "../shortName";
import { defaultRuntime } from "./bundle";
import { FunctionArgs } from "./functionArgs";

export interface LambdaFunctionArgs extends Omit<FunctionArgs, "entry" | "function"> {
  readonly code: pulumi.asset.AssetArchive;
  readonly logRetentionInDays: number;
  readonly tracing: boolean;
}

/** Seconds. */
export const defaultTimeout = 10;

/** The function with its role. */
export interface LambdaFunction {
  readonly function: lambda.Function;
  readonly role: iam.Role;
}

/** The function, its log group, and a role that can only do what the arguments require. */
export function lambdaFunction(
  name: string,
  args: LambdaFunctionArgs,
  opts: pulumi.CustomResourceOptions,
): LambdaFunction {
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
    { role: role.id, policy: logGroup.arn.apply((arn) => JSON.stringify(ownPolicy(arn, args))) },
    opts,
  );
  const { architecture = "arm64", reservedConcurrency: reservedConcurrentExecutions, vpcConfig, layers } = args;
  const fn = new lambda.Function(
    shortName("lambdaFunction", `${name}-function`),
    {
      role: role.arn,
      runtime: args.runtime ?? defaultRuntime,
      architectures: [architecture],
      handler: "index.handler",
      code: args.code,
      memorySize: args.memorySize ?? 256,
      timeout: args.timeout ?? defaultTimeout,
      environment: { variables: { NODE_OPTIONS: "--enable-source-maps", ...args.environment } },
      loggingConfig: { logFormat: "JSON", logGroup: logGroup.name },
      // Without a mode, the provider would keep the one that the function has.
      tracingConfig: { mode: args.tracing ? "Active" : "PassThrough" },
      ...present({ reservedConcurrentExecutions, vpcConfig }),
      ...(layers === undefined ? {} : { layers: [...layers] }),
    },
    { ...opts, dependsOn: [policy, ...programPolicy(name, role, args, opts)] },
  );
  return { function: fn, role };
}

/** The policy with the program's statements, in addition to what each function needs. */
function programPolicy(
  name: string,
  role: iam.Role,
  { policies = [] }: FunctionArgs,
  opts: pulumi.CustomResourceOptions,
): iam.RolePolicy[] {
  if (policies.length === 0) {
    return [];
  }
  const policy = pulumi.jsonStringify({ Version: "2012-10-17", Statement: policies });
  return [new iam.RolePolicy(shortName("rolePolicy", `${name}-policies`), { role: role.id, policy }, opts)];
}

function trustPolicy(service: string): object {
  return {
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: { Service: service }, Action: "sts:AssumeRole" }],
  };
}

function ownPolicy(logGroupArn: string, { tracing, vpcConfig }: LambdaFunctionArgs): object {
  return {
    Version: "2012-10-17",
    Statement: [
      { Effect: "Allow", Action: ["logs:CreateLogStream", "logs:PutLogEvents"], Resource: `${logGroupArn}:*` },
      // X-Ray has no resource-level permissions:
      // https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsx-ray.html
      ...(tracing ? [allowAll(["xray:PutTraceSegments", "xray:PutTelemetryRecords"])] : []),
      ...(vpcConfig === undefined ? [] : [allowAll(networkInterfaceActions)]),
    ],
  };
}

function allowAll(actions: readonly string[]): object {
  return { Effect: "Allow", Action: actions, Resource: "*" };
}

/** https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html#configuration-vpc-permissions */
const networkInterfaceActions = [
  "ec2:CreateNetworkInterface",
  "ec2:DescribeNetworkInterfaces",
  "ec2:DescribeSubnets",
  "ec2:DeleteNetworkInterface",
  "ec2:AssignPrivateIpAddresses",
  "ec2:UnassignPrivateIpAddresses",
];
