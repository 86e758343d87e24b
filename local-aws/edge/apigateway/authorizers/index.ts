import { Account } from "../../../aws/account";
import { HttpAuthorizer, httpAuthorizers } from "../../../aws/apigateway/http";
import { RestAuthorizer, restAuthorizers } from "../../../aws/apigateway/rest";
import { Functions } from "../../lambda";
import { Stage } from "../stages";
import { Authorized, Call } from "../events/call";
import { GatewayError } from "../gatewayResponses";
import { RouteMatch } from "../routes";
import { Throttling } from "../throttling";
import { keyedCaller } from "./apiKey";
import { signedCaller } from "./iam";
import { identityOf } from "./identity";
import { asStrings, checkToken, jwtCaller } from "./jwt";
import { callerByLambda } from "./lambda";

export interface AuthorizationServices {
  readonly account: Account;
  readonly functions: Functions;
  readonly throttling: Throttling;
  readonly region: string;
}

type RoutedCall = Omit<Call, "authorized" | "binary"> & { readonly stage: Stage; readonly match: RouteMatch };

/** Identifies the caller as the route requires: first by the authorizer, then by the API key. */
export async function authorize(services: AuthorizationServices, call: RoutedCall): Promise<Authorized> {
  const { request, stage, match } = call;
  const caller = await callerFor(services, call);
  if (!match.authorization.apiKeyRequired) {
    return caller;
  }
  const key = request.headersDistinct["x-api-key"]?.[0];
  const keyed = keyedCaller(services.account, stage, key, services.throttling);
  return { ...caller, identity: { ...caller.identity, ...keyed.identity } };
}

async function callerFor({ functions, region }: AuthorizationServices, call: RoutedCall): Promise<Authorized> {
  const { request, stage, match } = call;
  const { type, scopes } = match.authorization;
  switch (type) {
    case "NONE":
      return {};
    case "AWS_IAM":
      return signedCaller(request, stage.kind, region);
    case "JWT":
      return jwtCaller(checkToken(tokenOf(call), { ...jwtConfiguration(call), scopes }));
    case "COGNITO_USER_POOLS":
      return {
        authorizer: { claims: asStrings(checkToken(tokenOf(call), { ...userPool(call), audiences: [], scopes })) },
      };
    case "CUSTOM":
      return callerByLambda(functions, authorizerOf(call), call, region);
  }
}

function authorizerOf({ stage, match }: RoutedCall): Partial<HttpAuthorizer & RestAuthorizer> {
  const { authorizerId } = match.authorization;
  const authorizer =
    stage.kind === "rest"
      ? stage.definition.get(restAuthorizers, authorizerId)
      : stage.definition.get(httpAuthorizers, authorizerId);
  if (authorizer === undefined) {
    throw new GatewayError("authorizerFailed");
  }
  return authorizer.outputs;
}

function tokenOf(call: RoutedCall): string | undefined {
  return identityOf(authorizerOf(call), call)[0];
}

function jwtConfiguration(call: RoutedCall): { issuer: string; audiences: readonly string[] } {
  const { issuer = "", audiences = [] } = authorizerOf(call).jwtConfiguration ?? {};
  return { issuer, audiences };
}

/** https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-tokens-verifying-a-jwt.html */
function userPool(call: RoutedCall): { issuer: string } {
  const [arn = ""] = authorizerOf(call).providerArns ?? [];
  const [, region = "", id = ""] = /:cognito-idp:([^:]+):\d+:userpool\/(.+)$/.exec(arn) ?? [];
  return { issuer: `https://cognito-idp.${region}.amazonaws.com/${id}` };
}
