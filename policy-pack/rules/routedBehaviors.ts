import { ApiEndpoint, Endpoint } from "../apigateway/endpoint";
import { endpointOf } from "../apigateway/endpointOf";
import { ProgramIndex } from "../program/programIndex";
import { isKnown, map, Maybe } from "../program/maybe";
import { Behavior, Distribution, Origin } from "../cloudfront/model";
import { targetOf } from "../cloudfront/target";

/** A behavior and one origin that its requests go to. */
export interface RoutedBehavior {
  readonly behavior: Behavior;
  readonly origin: Origin;
  readonly distribution: Distribution;
  readonly program: ProgramIndex;
  /** Whether the origin is a member of the origin group that the behavior names. */
  readonly isGroup: boolean;
  /** What the origin is. */
  readonly service: Maybe<Endpoint>;
  /** Absent where the origin is not API Gateway's, and where it may be, but nothing more is known. */
  readonly endpoint: ApiEndpoint | undefined;
}

/** Absent for an id that names no origin. */
type RoutedBehaviors = Maybe<readonly Maybe<RoutedBehavior | undefined>[]>;

/** Nearly every rule asks for them: each is made once, since neither a distribution nor what is known ever changes. */
class RoutedBehaviorCache {
  private readonly routes = new Map<Behavior, RoutedBehaviors>();
  private readonly services = new Map<Origin, Maybe<Endpoint>>();

  constructor(
    private readonly distribution: Distribution,
    readonly program: ProgramIndex,
  ) {}

  routedBehaviorsOf(behavior: Behavior): RoutedBehaviors {
    const routes = this.routes.get(behavior) ?? this.route(behavior);
    this.routes.set(behavior, routes);
    return routes;
  }

  private route(behavior: Behavior): RoutedBehaviors {
    const { distribution, program } = this;
    return map(targetOf(behavior, distribution), ({ origins, isGroup }) =>
      origins.map((maybe) =>
        map(maybe, (origin) => {
          if (origin === undefined) {
            return undefined;
          }
          const service = this.serviceOf(origin);
          const endpoint = isKnown(service) && service.service === "api-gateway" ? service : undefined;
          return { behavior, origin, distribution, program, isGroup, service, endpoint };
        }),
      ),
    );
  }

  private serviceOf(origin: Origin): Maybe<Endpoint> {
    const service = this.services.get(origin) ?? endpointOf(origin, this.distribution, this.program);
    this.services.set(origin, service);
    return service;
  }
}

const caches = new WeakMap<Distribution, RoutedBehaviorCache>();

/** Where a behavior's requests go, by what is known. */
export function routedBehaviorsOf(
  behavior: Behavior,
  distribution: Distribution,
  program: ProgramIndex,
): RoutedBehaviors {
  const cached = caches.get(distribution);
  const cache = cached?.program === program ? cached : new RoutedBehaviorCache(distribution, program);
  caches.set(distribution, cache);
  return cache.routedBehaviorsOf(behavior);
}
