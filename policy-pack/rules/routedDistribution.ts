import { ApiEndpoint, Endpoint } from "../apigateway/endpoint";
import { endpointOf } from "../apigateway/endpointOf";
import { Behavior, Distribution, Origin } from "../cloudfront/model";
import { selectableOrigins } from "../cloudfront/edgeChanges";
import { targetOf } from "../cloudfront/target";
import { isKnown, map, Maybe } from "../program/maybe";
import { ProgramIndex } from "../program/programIndex";

/** A distribution in its program, with the origins that each behavior routes requests to. */
export interface RoutedDistribution extends Distribution {
  readonly behaviors: Maybe<readonly RoutedBehavior[]>;
  readonly program: ProgramIndex;
}

export interface RoutedBehavior extends Behavior {
  /** One origin, or the members of an origin group; undefined for an ID that no origin has. */
  readonly routes: Maybe<readonly Maybe<Route | undefined>[]>;
  /** Other origins to which a viewer-request function can route requests of the behavior. */
  readonly selectable: readonly Route[];
}

/** A behavior and one origin that it routes requests to. */
export interface Route {
  readonly behavior: Behavior;
  readonly origin: Origin;
  readonly distribution: Distribution;
  readonly program: ProgramIndex;
  /** The URN of the distribution; undefined if it is not one resource of the program. */
  readonly urn: string | undefined;
  /** Whether the origin is a member of an origin group. */
  readonly isInGroup: boolean;
  /** The service at the origin's domain name. */
  readonly endpoint: Maybe<Endpoint>;
  /** The endpoint, if it certainly is one of API Gateway. */
  readonly apiEndpoint: ApiEndpoint | undefined;
}

export function routeDistribution(distribution: Distribution, program: ProgramIndex, urn?: string): RoutedDistribution {
  const { origins } = distribution;
  const endpoints = new Map(
    (isKnown(origins) ? origins : []).map((origin) => [origin, endpointOf(origin, distribution, program)]),
  );
  const route = (behavior: Behavior, origin: Origin, isInGroup: boolean): Route => {
    const endpoint = endpoints.get(origin) ?? endpointOf(origin, distribution, program);
    const apiEndpoint = isKnown(endpoint) && endpoint.service === "api-gateway" ? endpoint : undefined;
    return { behavior, origin, distribution, program, urn, isInGroup, endpoint, apiEndpoint };
  };
  const routesOf = (behavior: Behavior): RoutedBehavior["routes"] =>
    map(targetOf(behavior, distribution), ({ origins: targets, isGroup }) =>
      targets.map((target) =>
        map(target, (origin) => (origin === undefined ? undefined : route(behavior, origin, isGroup))),
      ),
    );
  const selectableOf = (behavior: Behavior, routes: RoutedBehavior["routes"]): readonly Route[] => {
    const selected = selectableOrigins(behavior, program);
    const own = new Set((isKnown(routes) ? routes : []).map((target) => isKnown(target) && target?.origin));
    return (isKnown(origins) ? origins : [])
      .filter((origin) => !own.has(origin) && selected.some((ids) => ids === "any" || hasId(ids, origin)))
      .map((origin) => route(behavior, origin, false));
  };
  return {
    ...distribution,
    behaviors: map(distribution.behaviors, (behaviors) =>
      behaviors.map((behavior) => {
        const routes = routesOf(behavior);
        return { ...behavior, routes, selectable: selectableOf(behavior, routes) };
      }),
    ),
    program,
  };
}

function hasId(ids: ReadonlySet<string>, { id }: Origin): boolean {
  return isKnown(id) && id !== undefined && ids.has(id);
}
