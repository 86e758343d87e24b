import type { APIGatewayProxyEventV2, APIGatewayEventRequestContextV2 } from "aws-lambda";
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

type Event = Omit<APIGatewayProxyEventV2, "requestContext"> & {
  requestContext: APIGatewayEventRequestContextV2 & { authorizer?: Authorized["authorizer"] };
};

/** The event of an HTTP API, in format 2.0. https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html */
export function format2Event(call: Call): Event {
  const { request, stage, match, ids, authorized } = call;
  const { query, parameters } = addressOf(request);
  const { cookie, ...headers } = joinedHeaders(call);
  const now = new Date();
  // The path includes the name of the stage, even with a mapping, but not the key of the mapping.
  const rawPath = `${stage.stageName === "$default" ? "" : `/${stage.stageName}`}${call.path}`;
  const pathParameters = unlessEmpty({ ...match.pathParameters });
  const stageVariables = unlessEmpty({ ...stage.variables });
  return {
    version: "2.0",
    routeKey: match.route,
    rawPath,
    rawQueryString: query,
    ...(cookie === undefined ? {} : { cookies: cookie.split(/;\s*/) }),
    headers,
    ...(query === "" ? {} : { queryStringParameters: joinedParameters(parameters) }),
    requestContext: {
      accountId,
      apiId: stage.apiId,
      ...(authorized.authorizer && { authorizer: authorized.authorizer }),
      ...domainOf(request),
      http: {
        method: request.method ?? "GET",
        path: rawPath,
        protocol: `HTTP/${request.httpVersion}`,
        sourceIp: sourceIp(request),
        userAgent: request.headers["user-agent"] ?? "",
      },
      requestId: ids.extendedRequestId,
      routeKey: match.route,
      stage: stage.stageName,
      time: commonLogTime(now),
      timeEpoch: now.getTime(),
    },
    ...(pathParameters && { pathParameters }),
    ...(stageVariables && { stageVariables }),
    ...(encodedBody(call) ?? { isBase64Encoded: false }),
  };
}

/** Headers in lower case with joined values. Cookies are joined as in the Cookie header. */
function joinedHeaders({ request }: Call): Record<string, string | undefined> {
  const joined = [...receivedHeaders(request)].map(([name, values]) => {
    const lower = name.toLowerCase();
    return [lower, values.join(lower === "cookie" ? "; " : ",")] as const;
  });
  return Object.fromEntries(joined);
}

function joinedParameters(parameters: URLSearchParams): Record<string, string> {
  return Object.fromEntries([...new Set(parameters.keys())].map((key) => [key, parameters.getAll(key).join(",")]));
}
