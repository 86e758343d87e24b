import { StoredResource } from "../../aws/account";
import { LambdaFunction } from "../../aws/lambda";

/** The settings of a function, with defaults. */
export interface FunctionSettings {
  readonly name: string;
  readonly arn: string;
  readonly handler: string;
  readonly variables: Readonly<Record<string, string>>;
  /** MiB. */
  readonly memorySize: number;
  /** Seconds. */
  readonly timeout: number;
  readonly runtime: string;
  readonly logGroup: string;
  /** The number of instances that may run at once. Undefined if only the account's limit applies. */
  readonly reservedConcurrency: number | undefined;
}

/** Defaults: https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html */
export function settingsOf({ id, outputs: given }: StoredResource<LambdaFunction>): FunctionSettings {
  const { reservedConcurrentExecutions: reserved = -1 } = given;
  return {
    name: id,
    arn: given.arn,
    handler: given.handler,
    variables: given.environment?.variables ?? {},
    memorySize: given.memorySize ?? 128,
    timeout: given.timeout ?? 3,
    runtime: given.runtime ?? "nodejs24.x",
    logGroup: given.loggingConfig?.logGroup ?? `/aws/lambda/${id}`,
    reservedConcurrency: reserved < 0 ? undefined : reserved,
  };
}

/**
 * Credentials that AWS rejects. Without them, the AWS SDK would use those of this machine's user.
 * https://docs.aws.amazon.com/sdkref/latest/guide/standardized-credentials.html
 */
const credentials = { AWS_ACCESS_KEY_ID: "local", AWS_SECRET_ACCESS_KEY: "local", AWS_SESSION_TOKEN: "local" };

/**
 * The function's environment has its own variables and Lambda's. Of this machine's, it has only PATH and the endpoints of
 * emulated services.
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime
 */
export function environmentOf(settings: FunctionSettings, folder: string, logStream: string): NodeJS.ProcessEnv {
  const region = settings.arn.split(":")[3];
  return {
    PATH: process.env.PATH,
    ...serviceEndpoints(),
    ...settings.variables,
    ...credentials,
    TZ: ":UTC",
    LANG: "en_US.UTF-8",
    LAMBDA_TASK_ROOT: folder,
    AWS_DEFAULT_REGION: region,
    AWS_EXECUTION_ENV: `AWS_Lambda_${settings.runtime}`,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(settings.memorySize),
    AWS_LAMBDA_FUNCTION_NAME: settings.name,
    AWS_LAMBDA_FUNCTION_VERSION: "$LATEST",
    AWS_LAMBDA_INITIALIZATION_TYPE: "on-demand",
    AWS_LAMBDA_LOG_GROUP_NAME: settings.logGroup,
    AWS_LAMBDA_LOG_STREAM_NAME: logStream,
    AWS_REGION: region,
    _HANDLER: settings.handler,
  };
}

/** `AWS_ENDPOINT_URL` and `AWS_ENDPOINT_URL_<service>`. https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html */
function serviceEndpoints(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => /^AWS_ENDPOINT_URL(_|$)/.test(name)));
}

/** https://docs.aws.amazon.com/lambda/latest/dg/nodejs-context.html, without what the runtime itself adds */
export function contextOf(settings: FunctionSettings, requestId: string, logStream: string): Record<string, string> {
  return {
    awsRequestId: requestId,
    functionName: settings.name,
    functionVersion: "$LATEST",
    invokedFunctionArn: settings.arn,
    logGroupName: settings.logGroup,
    logStreamName: logStream,
    memoryLimitInMB: String(settings.memorySize),
  };
}
