import { resource, Properties } from "./distributions";

/** The program's API behind the default endpoint of `apiOrigin`, as a REST API or as an HTTP API. */
export const rest = resource("aws:apigateway/restApi:RestApi", "rest", {
  id: "abc123",
  rootResourceId: "root",
  endpointConfiguration: { types: "REGIONAL" },
});
export const restStage = resource("aws:apigateway/stage:Stage", "stage", { restApi: "abc123", stageName: "prod" });
export const http = resource("aws:apigatewayv2/api:Api", "http", { id: "abc123", protocolType: "HTTP" });

export function httpStage(name: string) {
  return resource("aws:apigatewayv2/stage:Stage", name, { apiId: "abc123", name });
}

export function route(routeKey: unknown, more: Properties = {}) {
  return resource("aws:apigatewayv2/route:Route", `route ${String(routeKey)}`, { apiId: "abc123", routeKey, ...more });
}

/** An HTTP API with these routes. */
export function routes(...keys: unknown[]) {
  return [http, httpStage("$default"), ...keys.map((key) => route(key))];
}

/** A folder of the REST API, below its root or below another. */
export function folder(name: string, pathPart: string, parentId = "root") {
  return resource("aws:apigateway/resource:Resource", name, { restApi: "abc123", parentId, pathPart });
}

export function method(resourceId: string, more: Properties = {}) {
  return resource("aws:apigateway/method:Method", `method ${resourceId}`, {
    restApi: "abc123",
    resourceId,
    httpMethod: "GET",
    authorization: "NONE",
    ...more,
  });
}
