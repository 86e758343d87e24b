import { accountId } from "../../../aws/account";
import { FunctionError, Functions } from "../../lambda";
import { Authorized, Call } from "../events/call";
import { format1Event } from "../events/format1";
import { format2Event } from "../events/format2";
import { Refused } from "../gatewayResponses";
import { functionArn } from "../routes";
import { identityOf, IdentitySources, UnauthorizedCall } from "./identity";
import { permits } from "./policy";

/** Of `aws.apigateway.Authorizer` or `aws.apigatewayv2.Authorizer`. */
export interface LambdaAuthorizer extends IdentitySources {
  readonly authorizerUri?: string;
  readonly type?: "COGNITO_USER_POOLS" | "REQUEST" | "TOKEN";
  readonly identityValidationExpression?: string;
  readonly authorizerPayloadFormatVersion?: "1.0" | "2.0";
  readonly enableSimpleResponses?: boolean;
}

interface Verdict {
  readonly principalId?: string;
  readonly policyDocument?: unknown;
  readonly isAuthorized?: boolean;
  readonly context?: Readonly<Record<string, string | number | boolean | null>>;
}

/**
 * A caller that a function lets in. Each request asks it: verdicts are not cached.
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
    throw new Refused("unauthorized");
  }
  const arn = methodArn(call, region);
  const verdict = await ask(functions, authorizer, eventFor(authorizer, call, identity.map(String), arn));
  const allowed =
    authorizer.enableSimpleResponses === true ? verdict.isAuthorized === true : permits(verdict.policyDocument, arn);
  if (!allowed) {
    throw new Refused("denied");
  }
  return callerOf(call, verdict);
}

async function ask(functions: Functions, { authorizerUri }: LambdaAuthorizer, event: unknown): Promise<Verdict> {
  try {
    return (await functions.invoke(functionArn(authorizerUri), event)) as Verdict;
  } catch (error) {
    if (!(error instanceof FunctionError)) {
      throw error;
    }
    // A function that throws exactly this says that the caller is nobody, not that it failed.
    throw new Refused(error.message.endsWith("Error: Unauthorized") ? "unauthorized" : "authorizerFailed");
  }
}

function eventFor(authorizer: LambdaAuthorizer, call: UnauthorizedCall, identity: string[], arn: string): object {
  const { type = "TOKEN", identityValidationExpression = "" } = authorizer;
  const asked: Call = { ...call, body: Buffer.alloc(0), binary: false, authorized: {} };
  if (call.stage.kind === "rest" && type === "TOKEN") {
    const [authorizationToken = ""] = identity;
    if (!new RegExp(identityValidationExpression).test(authorizationToken)) {
      throw new Refused("unauthorized");
    }
    return { type: "TOKEN", methodArn: arn, authorizationToken };
  }
  const own = { type: "REQUEST", identitySource: identity };
  if (call.stage.kind === "http" && authorizer.authorizerPayloadFormatVersion === "2.0") {
    return { ...format2Event(asked), ...own, routeArn: arn };
  }
  return { ...format1Event(asked), ...own, methodArn: arn };
}

function methodArn({ request, stage, path }: UnauthorizedCall, region: string): string {
  const called = `${stage.apiId}/${stage.stageName}/${request.method ?? "GET"}${path}`;
  return `arn:aws:execute-api:${region}:${accountId}:${called}`;
}

/** A REST API hands everything over as strings, an HTTP API as it is. */
function callerOf({ stage }: UnauthorizedCall, { principalId = "", context = {} }: Verdict): Authorized {
  if (stage.kind === "http") {
    return { authorizer: { lambda: context } };
  }
  const strings: Record<string, string | null> = Object.fromEntries(
    Object.entries(context).map(([name, value]) => [name, value === null ? null : String(value)]),
  );
  return { authorizer: { ...strings, principalId, integrationLatency: 0 } };
}
