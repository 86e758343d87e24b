import { ApiEndpoint, Endpoint, endpointOf } from "../apigateway/endpoint";
import { Knowledge } from "../program/programIndex";
import { isKnown, map, Maybe } from "../program/maybe";
import { Behavior, Distribution, Origin } from "../cloudfront/model";
import { targetOf } from "../cloudfront/target";

/** A behavior and one origin that its requests go to. */
export interface Aim {
  readonly behavior: Behavior;
  readonly origin: Origin;
  readonly distribution: Distribution;
  readonly knowledge: Knowledge;
  /** Whether the origin is a member of the origin group that the behavior names. */
  readonly isGroup: boolean;
  /** What the origin is. */
  readonly service: Maybe<Endpoint>;
  /** Absent where the origin is not API Gateway's, and where it may be, but nothing more is known. */
  readonly endpoint: ApiEndpoint | undefined;
}

/** Absent for an id that names no origin. */
type Aims = Maybe<readonly Maybe<Aim | undefined>[]>;

/** Nearly every rule asks for them: each is made once, since neither a distribution nor what is known ever changes. */
class Made {
  private readonly aims = new Map<Behavior, Aims>();
  private readonly services = new Map<Origin, Maybe<Endpoint>>();

  constructor(
    private readonly distribution: Distribution,
    readonly knowledge: Knowledge,
  ) {}

  aimsOf(behavior: Behavior): Aims {
    const aims = this.aims.get(behavior) ?? this.aim(behavior);
    this.aims.set(behavior, aims);
    return aims;
  }

  private aim(behavior: Behavior): Aims {
    const { distribution, knowledge } = this;
    return map(targetOf(behavior, distribution), ({ origins, isGroup }) =>
      origins.map((maybe) =>
        map(maybe, (origin) => {
          if (origin === undefined) {
            return undefined;
          }
          const service = this.serviceOf(origin);
          const endpoint = isKnown(service) && service.service === "api-gateway" ? service : undefined;
          return { behavior, origin, distribution, knowledge, isGroup, service, endpoint };
        }),
      ),
    );
  }

  private serviceOf(origin: Origin): Maybe<Endpoint> {
    const service = this.services.get(origin) ?? endpointOf(origin, this.distribution, this.knowledge);
    this.services.set(origin, service);
    return service;
  }
}

const made = new WeakMap<Distribution, Made>();

/** Where a behavior's requests go, by what is known. */
export function aimsOf(behavior: Behavior, distribution: Distribution, knowledge: Knowledge): Aims {
  const before = made.get(distribution);
  const now = before?.knowledge === knowledge ? before : new Made(distribution, knowledge);
  made.set(distribution, now);
  return now.aimsOf(behavior);
}
