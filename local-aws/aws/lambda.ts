import { typeToken } from "./resource";

export interface LambdaFunction {
  readonly arn: string;
  readonly handler: string;
  readonly environment?: { readonly variables?: Readonly<Record<string, string>> };
  readonly loggingConfig?: { readonly logGroup?: string };
  readonly memorySize?: number;
  readonly reservedConcurrentExecutions?: number;
  readonly runtime?: string;
  readonly timeout?: number;
}

export interface FunctionUrl {
  readonly urlId: string;
  readonly functionArn: string;
  readonly authorizationType: "AWS_IAM" | "NONE";
  /** @default "BUFFERED" */
  readonly invokeMode?: "BUFFERED" | "RESPONSE_STREAM";
}

/** A statement of a function's resource policy. */
export interface LambdaPermission {
  readonly action: string;
  /** The function's name or ARN. */
  readonly function: string;
  readonly principal: string;
  readonly sourceArn?: string;
}

export const lambdaFunctions = typeToken<LambdaFunction>("aws:lambda/function:Function");
export const functionUrls = typeToken<FunctionUrl>("aws:lambda/functionUrl:FunctionUrl");
export const lambdaPermissions = typeToken<LambdaPermission>("aws:lambda/permission:Permission");
