import { accountId } from "../../../aws/account";
import { FunctionError, Functions } from "../../lambda";
import { Authorized, Call } from "../events/call";
import { format1Event } from "../events/format1";
import { format2Event } from "../events/format2";
import { connectEvent } from "../events/webSocket";
import { GatewayError } from "../gatewayResponses";
import { functionArn } from "../routes";
import { identityOf, IdentitySources, UnauthorizedCall } from "./identity";
import { allows } from "./policy";

/** The settings of `aws.apigateway.Authorizer` or `aws.apigatewayv2.Authorizer`. */
export interface LambdaAuthorizer extends IdentitySources {
  readonly authorizerUri?: string;
  readonly type?: "COGNITO_USER_POOLS" | "REQUEST" | "TOKEN";
  readonly identityValidationExpression?: string;
  readonly authorizerPayloadFormatVersion?: "1.0" | "2.0";
  readonly enableSimpleResponses?: boolean;
}

interface AuthorizerResult {
  readonly principalId?: string;
  readonly policyDocument?: unknown;
  readonly isAuthorized?: boolean;
  readonly context?: Readonly<Record<string, string | number | boolean | null>>;
}

/**
 * Identifies a caller by a Lambda authorizer. Its results are not cached.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-use-lambda-authorizer.html
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html
 */
export async function callerByLambda(
  functions: Functions,
  authorizer: LambdaAuthorizer,
  call: UnauthorizedCall,
  region: string,
): Promise<Authorized> {
  const identity = identityOf(authorizer, call);
  if (identity.some((value) => value === undefined || value === "")) {
    throw new GatewayError("unauthorized");
  }
  const arn = methodArn(call, region);
  const result = await invoke(functions, authorizer, eventFor(authorizer, call, identity.map(String), arn));
  const allowed =
    authorizer.enableSimpleResponses === true ? result.isAuthorized === true : allows(result.policyDocument, arn);
  if (!allowed) {
    throw new GatewayError("denied");
  }
  return callerOf(call, result);
}

async function invoke(
  functions: Functions,
  { authorizerUri }: LambdaAuthorizer,
  event: unknown,
): Promise<AuthorizerResult> {
  try {
    return (await functions.invoke(functionArn(authorizerUri), event)) as AuthorizerResult;
  } catch (error) {
    if (!(error instanceof FunctionError)) {
      throw error;
    }
    // This error rejects the caller. Any other error is a failure of the function.
    throw new GatewayError(error.message.endsWith("Error: Unauthorized") ? "unauthorized" : "authorizerFailed");
  }
}

function eventFor(authorizer: LambdaAuthorizer, call: UnauthorizedCall, identity: string[], arn: string): object {
  const { type = "TOKEN", identityValidationExpression = "" } = authorizer;
  const request: Call = { ...call, body: Buffer.alloc(0), binary: false, authorized: {} };
  if (call.stage.kind === "rest" && type === "TOKEN") {
    const [authorizationToken = ""] = identity;
    if (!new RegExp(identityValidationExpression).test(authorizationToken)) {
      throw new GatewayError("unauthorized");
    }
    return { type: "TOKEN", methodArn: arn, authorizationToken };
  }
  if (call.connection !== undefined) {
    return { ...connectEvent(request, call.connection), type: "REQUEST", methodArn: arn };
  }
  const own = { type: "REQUEST", identitySource: identity };
  if (call.stage.kind === "http" && authorizer.authorizerPayloadFormatVersion === "2.0") {
    return { ...format2Event(request), ...own, routeArn: arn };
  }
  return { ...format1Event(request), ...own, methodArn: arn };
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-lambda-auth.html */
function methodArn({ request, stage, path }: UnauthorizedCall, region: string): string {
  const route = stage.kind === "webSocket" ? "$connect" : `${request.method ?? "GET"}${path}`;
  const called = `${stage.apiId}/${stage.stageName}/${route}`;
  return `arn:aws:execute-api:${region}:${accountId}:${called}`;
}

/** An HTTP API does not convert the context to strings; the other kinds do. */
function callerOf({ stage }: UnauthorizedCall, { principalId = "", context = {} }: AuthorizerResult): Authorized {
  if (stage.kind === "http") {
    return { authorizer: { lambda: context } };
  }
  const strings: Record<string, string | null> = Object.fromEntries(
    Object.entries(context).map(([name, value]) => [name, value === null ? null : String(value)]),
  );
  return { authorizer: { ...strings, principalId, integrationLatency: 0 } };
}
