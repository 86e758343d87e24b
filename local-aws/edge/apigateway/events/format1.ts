import type { APIGatewayProxyEvent } from "aws-lambda";
import type { IncomingMessage } from "node:http";
import { accountId } from "../../../aws/account";
import {
  addressOf,
  Authorized,
  Call,
  commonLogTime,
  domainOf,
  encodedBody,
  receivedHeaders,
  sourceIp,
  unlessEmpty,
} from "./call";

/** The event of a REST API, in format 1.0. https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html#api-gateway-simple-proxy-for-lambda-input-format */
export function format1Event(call: Call): APIGatewayProxyEvent {
  const { request, stage, match } = call;
  const { pathname } = addressOf(request);
  return {
    resource: match.route,
    // The path includes the key of a mapping, but not the stage.
    path: stage.mapped ? pathname : call.path,
    httpMethod: request.method ?? "GET",
    ...headerFields(receivedHeaders(request)),
    ...(queryFields(request) ?? { queryStringParameters: null, multiValueQueryStringParameters: null }),
    pathParameters: unlessEmpty({ ...match.pathParameters }) ?? null,
    stageVariables: unlessEmpty({ ...stage.variables }) ?? null,
    requestContext: requestContext(call, pathname),
    ...(encodedBody(call) ?? { body: null, isBase64Encoded: false }),
  };
}

/** The headers with the last of several values, and with all. */
export function headerFields(headers: ReadonlyMap<string, string[]>) {
  return {
    headers: Object.fromEntries([...headers].map(([name, values]) => [name, values.at(-1)])),
    multiValueHeaders: Object.fromEntries(headers),
  };
}

/** The parameters of the query string with the last of several values, and with all. */
export function queryFields(request: IncomingMessage) {
  const { query, parameters } = addressOf(request);
  const multiValue = [...new Set(parameters.keys())].map((key) => [key, parameters.getAll(key)] as const);
  return query === ""
    ? undefined
    : {
        queryStringParameters: Object.fromEntries(parameters),
        multiValueQueryStringParameters: Object.fromEntries(multiValue),
      };
}

/**
 * The event of an HTTP API, in format 1.0.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
export function httpFormat1Event(call: Call): APIGatewayProxyEvent & { version: "1.0" } {
  const { pathname } = addressOf(call.request);
  const event = format1Event(call);
  const lower = <T>(headers: Readonly<Record<string, T>>) =>
    Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
  const resource = call.match.route.replace(/^[A-Z]+ /, "");
  return {
    version: "1.0",
    ...event,
    resource,
    path: pathname,
    headers: lower(event.headers),
    multiValueHeaders: lower(event.multiValueHeaders),
    requestContext: { ...event.requestContext, resourceId: call.match.route, resourcePath: resource },
  };
}

function requestContext(call: Call, pathname: string): APIGatewayProxyEvent["requestContext"] {
  const { request, stage, match, ids, authorized } = call;
  const now = new Date();
  return {
    accountId,
    apiId: stage.apiId,
    authorizer: authorized.authorizer,
    ...domainOf(request),
    extendedRequestId: ids.extendedRequestId,
    httpMethod: request.method ?? "GET",
    identity: callerIdentity(request, authorized),
    path: pathname,
    protocol: `HTTP/${request.httpVersion}`,
    requestId: ids.requestId,
    requestTime: commonLogTime(now),
    requestTimeEpoch: now.getTime(),
    resourceId: match.resourceId,
    resourcePath: match.route,
    stage: stage.stageName,
  };
}

/** The event's `requestContext.identity`. */
export function callerIdentity(
  request: IncomingMessage,
  { identity }: Authorized,
): APIGatewayProxyEvent["requestContext"]["identity"] {
  return {
    accessKey: null,
    accountId: null,
    apiKey: null,
    apiKeyId: null,
    caller: null,
    clientCert: null,
    cognitoAuthenticationProvider: null,
    cognitoAuthenticationType: null,
    cognitoIdentityId: null,
    cognitoIdentityPoolId: null,
    principalOrgId: null,
    sourceIp: sourceIp(request),
    user: null,
    userAgent: request.headers["user-agent"] ?? null,
    userArn: null,
    ...identity,
  };
}
