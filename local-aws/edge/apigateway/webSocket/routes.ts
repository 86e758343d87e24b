import { httpApis, httpRoutes, routeResponses } from "../../../aws/apigateway/http";
import { Functions } from "../../lambda";
import { FunctionResponse, readFormat1Response } from "../functionResponse";
import { GatewayError } from "../gatewayResponses";
import { gatewayErrorOf, invokeFunction } from "../invocation";
import { RouteMatch, targetOf } from "../routes";
import { Stage } from "../stages";
import { Throttling } from "../throttling";
import { evaluate } from "./selectionExpression";

/** A route of a WebSocket API. */
export interface WebSocketRoute extends RouteMatch {
  readonly hasIntegration: boolean;
  /** Whether the sender of a message gets the function's response. */
  readonly responds: boolean;
}

/** Selects the route of a message: https://docs.aws.amazon.com/apigateway/latest/developerguide/websocket-api-develop-routes.html */
export function selectRoute(stage: Stage, message: string): WebSocketRoute | undefined {
  const { routeSelectionExpression = "" } = stage.definition.get(httpApis, stage.apiId)?.outputs ?? {};
  const key = evaluate(routeSelectionExpression, message);
  return (key === undefined ? undefined : findRouteByKey(stage, key)) ?? findRouteByKey(stage, "$default");
}

export function findRouteByKey({ apiId, definition }: Stage, routeKey: string): WebSocketRoute | undefined {
  const stored = definition
    .list(httpRoutes)
    .find(({ outputs }) => outputs.apiId === apiId && outputs.routeKey === routeKey);
  if (stored === undefined) {
    return undefined;
  }
  const { id, outputs: route } = stored;
  // https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-route-response.html
  const hasRouteResponse = definition
    .list(routeResponses)
    .some(({ outputs }) => outputs.routeId === id && outputs.routeResponseKey === "$default");
  return {
    ...targetOf(definition, route),
    pathParameters: {},
    hasIntegration: route.target !== undefined,
    responds: hasRouteResponse && route.routeResponseSelectionExpression === "$default",
  };
}

interface Services {
  readonly functions: Functions;
  readonly throttling: Throttling;
}

/**
 * Invokes the function of a route.
 * @returns undefined if the route has no integration
 * @throws GatewayError
 */
export async function invokeRoute(
  { functions, throttling }: Services,
  stage: Stage,
  route: WebSocketRoute,
  event: object,
): Promise<FunctionResponse | undefined> {
  throttling.takeForRoute(stage, route, [], "");
  if (!route.hasIntegration) {
    return undefined;
  }
  if (route.functionArn === undefined) {
    throw new GatewayError("integrationNotModeled");
  }
  try {
    return readFormat1Response(await invokeFunction(functions, route.functionArn, route.timeout, event), true);
  } catch (error) {
    throw gatewayErrorOf(error);
  }
}
