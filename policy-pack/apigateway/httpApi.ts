import { map, Maybe, Unknown } from "../program/maybe";
import { readString } from "../program/readValue";
import { refersTo } from "../program/references";
import { Resource } from "../program/resource";
import type { Api, ApiRoute } from "./apis";
import { authorizerCredentials } from "./authorizers";
import { is, named, readFlag, routesMadeBy, types } from "./resources";

export function isWebSocket({ props }: Resource): boolean {
  return readString(props, "protocolType") === "WEBSOCKET";
}

/**
 * A handshake is a GET request for any path. Only this is certain: stages and settings are not checked.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-overview.html
 */
export function readWebSocketApi(resource: Resource): Api {
  return {
    kind: "http",
    resource,
    endpointType: "REGIONAL",
    isDisabled: false,
    stages: [],
    routes: [{ method: "GET", path: "$default", credentials: [] }],
  };
}

export function readHttpApi(resource: Resource, resources: readonly Resource[]): Api {
  const own = (type: string): Resource[] =>
    resources.filter((other) => is(type)(other) && refersTo(other, "apiId", resource));
  const authorizers = resources.filter(is(types.httpAuthorizer));
  return {
    kind: "http",
    resource,
    endpointType: "REGIONAL",
    isDisabled: readFlag(resource, "disableExecuteApiEndpoint"),
    stages: [
      ...own(types.httpStage).map(({ props }) => named(readString(props, "name"))),
      // Quick create adds this stage: https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis.html
      ...(readString(resource.props, "target") === undefined ? [] : ["$default"]),
    ],
    routes: [
      ...own(types.httpRoute).map((route) => httpRoute(route, authorizers)),
      ...routesMadeBy(resource, "body"),
      ...routesMadeBy(resource, "target"),
    ],
  };
}

function httpRoute(route: Resource, authorizers: readonly Resource[]): Maybe<ApiRoute> {
  const { props } = route;
  return map(named(readString(props, "routeKey")), (key) => {
    const [method = "ANY", path = key] = key === "$default" ? [] : key.split(" ");
    const credentials = map(ifConfigured(readString(props, "authorizationType")), (type) =>
      authorizerCredentials(type, route, authorizers),
    );
    return { method, path, credentials };
  });
}

/** A provider computes an argument that the program omits. It has no sources then, and counts as absent. */
function ifConfigured<T>(value: Maybe<T | undefined>): Maybe<T | undefined> {
  const isComputed = value instanceof Unknown && !value.mayBeAbsent && value.candidates.length === 0;
  return isComputed ? undefined : value;
}
