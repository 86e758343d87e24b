import { ApiEndpoint, Endpoint } from "../apigateway/endpoint";
import { endpointOf } from "../apigateway/endpointOf";
import { Behavior, Distribution, Origin } from "../cloudfront/model";
import { alwaysResponds, selectableOrigins } from "../cloudfront/edgeChanges";
import { targetOf } from "../cloudfront/target";
import { hasParameters, viewsOf } from "../cloudfront/tenants";
import { isKnown, map, Maybe } from "../program/maybe";
import { ProgramIndex } from "../program/programIndex";

/** A distribution in its program, with the origins that each behavior routes requests to. */
export interface RoutedDistribution extends Distribution {
  readonly behaviors: Maybe<readonly RoutedBehavior[]>;
  readonly program: ProgramIndex;
  /** Its URN; undefined if it is not one resource of the program. */
  readonly urn: string | undefined;
}

export interface RoutedBehavior extends Behavior {
  /**
   * One origin, or the members of an origin group; undefined for an ID that no origin has. None if a function responds to
   * every request.
   */
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

/** An origin, or an origin of a multi-tenant distribution as one tenant has it. */
type Destination = Pick<Route, "origin" | "distribution" | "endpoint">;

export function routeDistribution(distribution: Distribution, program: ProgramIndex, urn?: string): RoutedDistribution {
  const origins = isKnown(distribution.origins) ? distribution.origins : [];
  const destinations = destinationsOf(distribution, program, urn);
  const routesTo = (behavior: Behavior, target: Origin, isInGroup: boolean): readonly Route[] =>
    (destinations.get(target) ?? []).map(({ endpoint, ...destination }) => {
      const apiEndpoint = isKnown(endpoint) && endpoint.service === "api-gateway" ? endpoint : undefined;
      return { behavior, ...destination, program, urn, isInGroup, endpoint, apiEndpoint };
    });
  const selectableOf = (behavior: Behavior, targets: readonly unknown[]): readonly Route[] => {
    const selected = selectableOrigins(behavior, program);
    return origins
      .filter((origin) => !targets.includes(origin) && selected.some((ids) => ids === "any" || hasId(ids, origin)))
      .flatMap((origin) => routesTo(behavior, origin, false));
  };
  const routed = (behavior: Behavior): RoutedBehavior => {
    if (alwaysResponds(behavior, program)) {
      return { ...behavior, routes: [], selectable: [] };
    }
    const target = targetOf(behavior, distribution);
    const routes = map(target, ({ origins: targets, isGroup }) =>
      targets.flatMap((origin): readonly Maybe<Route | undefined>[] =>
        isKnown(origin) && origin !== undefined ? routesTo(behavior, origin, isGroup) : [origin],
      ),
    );
    return { ...behavior, routes, selectable: selectableOf(behavior, isKnown(target) ? target.origins : []) };
  };
  return {
    ...distribution,
    behaviors: map(distribution.behaviors, (behaviors) => behaviors.map(routed)),
    program,
    urn,
  };
}

function destinationsOf(
  distribution: Distribution,
  program: ProgramIndex,
  urn: string | undefined,
): ReadonlyMap<Origin, readonly Destination[]> {
  const views = viewsOf(distribution, program, urn);
  const origins = isKnown(distribution.origins) ? distribution.origins : [];
  return new Map(
    origins.map((origin, index) => {
      const owners = hasParameters(origin) ? views : [distribution];
      const destinations = owners.flatMap((owner): Destination[] => {
        const own = isKnown(owner.origins) ? owner.origins[index] : undefined;
        return own === undefined
          ? []
          : [{ origin: own, distribution: owner, endpoint: endpointOf(own, owner, program) }];
      });
      return [origin, destinations];
    }),
  );
}

function hasId(ids: ReadonlySet<string>, { id }: Origin): boolean {
  return isKnown(id) && id !== undefined && ids.has(id);
}
