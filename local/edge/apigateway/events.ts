import type { APIGatewayProxyEvent, APIGatewayProxyEventV2 } from "aws-lambda";
import { randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { accountId } from "../../account";
import { hostOf } from "../frontEnd";
import { Stage } from "./deployed";
import { RouteMatch } from "./routes";

export interface ApiRequest {
  readonly request: IncomingMessage;
  readonly body: Buffer;
  /** The API's own part of the path. */
  readonly path: string;
  readonly stage: Stage;
  readonly match: RouteMatch;
}

/** Payload format 2.0. https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html */
export function httpApiEvent({ request, body, stage, match }: ApiRequest): APIGatewayProxyEventV2 {
  const { pathname, search, searchParams } = urlOf(request);
  const { cookie, ...headers } = joinedHeaders(request);
  const now = new Date();
  const stageInPath = stage.stageName === "$default" ? "" : stage.prefix;
  return {
    version: "2.0",
    routeKey: match.route,
    rawPath: pathname,
    rawQueryString: search.slice(1),
    ...(cookie === undefined ? {} : { cookies: cookie.split(/;\s*/) }),
    headers,
    ...(search === "" ? {} : { queryStringParameters: joinedParameters(searchParams) }),
    ...(Object.keys(match.pathParameters).length === 0 ? {} : { pathParameters: { ...match.pathParameters } }),
    requestContext: {
      accountId,
      apiId: stage.apiId,
      domainName: hostOf(request),
      domainPrefix: hostOf(request).split(".")[0] ?? "",
      http: {
        method: request.method ?? "GET",
        path: pathname,
        protocol: `HTTP/${request.httpVersion}`,
        sourceIp: request.socket.remoteAddress ?? "",
        userAgent: request.headers["user-agent"] ?? "",
      },
      requestId: randomUUID(),
      routeKey: match.route,
      stage: stageInPath === "" ? "$default" : stage.stageName,
      time: commonLogTime(now),
      timeEpoch: now.getTime(),
    },
    ...(body.length === 0 ? {} : { body: body.toString() }),
    isBase64Encoded: false,
  };
}

/** Format 1.0. https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html#api-gateway-simple-proxy-for-lambda-input-format */
export function restApiEvent({ request, body, path, stage, match }: ApiRequest): APIGatewayProxyEvent {
  const { pathname, searchParams, search } = urlOf(request);
  const now = new Date();
  const multiValueParameters = Object.fromEntries(
    [...new Set(searchParams.keys())].map((key) => [key, searchParams.getAll(key)]),
  );
  return {
    resource: match.route,
    path,
    httpMethod: request.method ?? "GET",
    headers: joinedHeaders(request),
    multiValueHeaders: { ...request.headersDistinct },
    queryStringParameters: search === "" ? null : Object.fromEntries(searchParams),
    multiValueQueryStringParameters: search === "" ? null : multiValueParameters,
    pathParameters: Object.keys(match.pathParameters).length === 0 ? null : { ...match.pathParameters },
    stageVariables: null,
    requestContext: {
      accountId,
      apiId: stage.apiId,
      authorizer: undefined,
      domainName: hostOf(request),
      domainPrefix: hostOf(request).split(".")[0] ?? "",
      extendedRequestId: randomUUID(),
      httpMethod: request.method ?? "GET",
      identity: identity(request),
      path: pathname,
      protocol: `HTTP/${request.httpVersion}`,
      requestId: randomUUID(),
      requestTime: commonLogTime(now),
      requestTimeEpoch: now.getTime(),
      resourceId: "",
      resourcePath: match.route,
      stage: stage.stageName,
    },
    body: body.length === 0 ? null : body.toString(),
    isBase64Encoded: false,
  };
}

function identity(request: IncomingMessage): APIGatewayProxyEvent["requestContext"]["identity"] {
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
    sourceIp: request.socket.remoteAddress ?? "",
    user: null,
    userAgent: request.headers["user-agent"] ?? null,
    userArn: null,
  };
}

function urlOf(request: IncomingMessage): URL {
  return new URL(request.url ?? "/", `https://${hostOf(request)}`);
}

function joinedHeaders(request: IncomingMessage): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(request.headersDistinct).map(([name, values]) => [name, values?.join(",")]));
}

function joinedParameters(parameters: URLSearchParams): Record<string, string> {
  return Object.fromEntries([...new Set(parameters.keys())].map((key) => [key, parameters.getAll(key).join(",")]));
}

function commonLogTime(date: Date): string {
  const [, day = "", month = "", year = "", time = ""] = date.toUTCString().split(" ");
  return `${day}/${month}/${year}:${time} +0000`;
}
