import { isKnown, map, Maybe, Unknown } from "../program/maybe";
import { readString } from "../program/readValue";
import { Resource } from "../program/resource";
import type { ApiRoute, ReadApi } from "./apis";
import { authorizerCredentials } from "./authorizers";
import { httpIntegration } from "./integrations";
import { routesOfBody } from "./openApi";
import { ifConfigured, is, named, partsOf, readFlag, types } from "./resources";

export function isWebSocket({ props }: Resource): boolean {
  return readString(props, "protocolType") === "WEBSOCKET";
}

/**
 * A handshake is a GET request for any path. Only this is certain: stages and settings are not checked.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-overview.html
 */
export function readWebSocketApi(resource: Resource): ReadApi {
  return {
    kind: "http",
    resource,
    endpointType: "REGIONAL",
    isDisabled: false,
    stages: [],
    routes: [{ method: "GET", path: "$default", credentials: [] }],
  };
}

export function readHttpApi(resource: Resource, resources: readonly Resource[]): ReadApi {
  const parts = (type: string) => partsOf(resource, resources.filter(is(type)), "apiId");
  const stages = parts(types.httpStage);
  const routes = parts(types.httpRoute);
  const authorizers = resources.filter(is(types.httpAuthorizer));
  const integrations = resources.filter(is(types.httpIntegration));
  // Quick create adds a route and a stage: https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis.html
  const isQuick = readString(resource.props, "target") !== undefined;
  const protocol = readString(resource.props, "protocolType");
  // If it is a WebSocket API, a handshake reaches it by any path.
  const ofWebSocket = isKnown(protocol) ? [] : [protocol];
  return {
    kind: "http",
    resource,
    endpointType: "REGIONAL",
    isDisabled: readFlag(resource, "disableExecuteApiEndpoint"),
    stages: [
      ...stages.own.map(({ props }) => named(readString(props, "name"))),
      ...stages.possible,
      ...(isQuick ? ["$default"] : []),
      ...ofWebSocket,
    ],
    routes: [
      ...routes.own.map((route) => httpRoute(route, authorizers, integrations)),
      ...routes.possible,
      ...routesOfBody(resource),
      ...(isQuick
        ? [
            new Unknown("the API's target adds a route", undefined, {
              resolution: "Check the API's routes in AWS after deployment.",
            }),
          ]
        : []),
      ...ofWebSocket,
    ],
  };
}

function httpRoute(
  route: Resource,
  authorizers: readonly Resource[],
  integrations: readonly Resource[],
): Maybe<ApiRoute> {
  const { props } = route;
  return map(named(readString(props, "routeKey")), (key) => {
    const [method = "ANY", path = key] = key === "$default" ? [] : key.split(" ");
    const credentials = map(ifConfigured(readString(props, "authorizationType")), (type) =>
      authorizerCredentials(type, route, authorizers),
    );
    return { method, path, credentials, integration: () => httpIntegration(route, integrations) };
  });
}
