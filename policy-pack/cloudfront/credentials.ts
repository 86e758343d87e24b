import { ProgramIndex } from "../program/programIndex";
import { Tristate, both, either, isKnown, map, Maybe, Unknown } from "../program/maybe";
import { Behavior, CachePolicy, ForwardingPolicy, Origin } from "./model";
import { takes } from "./selection";

/** How a value that tells users apart travels. */
export type Carrier = "Authorization" | "Cookie" | "x-api-key";

/** What a behavior does with a credential on a GET. */
export interface Handling {
  readonly reachesOrigin: Tristate;
  readonly isInCacheKey: Tristate;
}

interface HandledBy {
  readonly behavior: Behavior;
  readonly origin: Origin;
  readonly program: ProgramIndex;
}

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/add-origin-custom-headers.html#add-origin-custom-headers-forward-authorization */
export function handlingOf(carrier: Carrier, { behavior, origin, program }: HandledBy): Handling {
  const set = map(origin.customHeaders, (names) =>
    either(...names.map((name) => map(name, (known) => sameHeader(known, carrier)))),
  );
  if (set !== false) {
    // One value for all viewers, so it tells nobody apart.
    return { reachesOrigin: set, isInCacheKey: set };
  }
  if (behavior.cachePolicyId === undefined) {
    return legacyHandling(carrier, behavior);
  }
  const cachePolicies = program.cachePolicies(behavior.cachePolicyId);
  const requestPolicies = program.originRequestPolicies(behavior.originRequestPolicyId);
  const cache = anyPolicy(cachePolicies, carrier);
  const request = anyPolicy(requestPolicies, carrier);
  return {
    reachesOrigin: either(cache, request),
    isInCacheKey: carrier === "Cookie" ? both(cache, allInKey(cachePolicies, requestPolicies)) : cache,
  };
}

/** Cookies are selected one by one: one that the origin gets beside those of the key tells users apart as well. */
function allInKey(cache: Maybe<readonly ForwardingPolicy[]>, request: Maybe<readonly ForwardingPolicy[]>): Tristate {
  return map(cache, (inKey) =>
    map(request, (sent) => both(...inKey.flatMap((key) => sent.map((more) => cookiesCovered(key, more))))),
  );
}

function cookiesCovered(key: ForwardingPolicy, more: ForwardingPolicy): Tristate {
  return map(key.cookies, (inKey) =>
    map(more.cookies, (sent) => {
      if (inKey.kind === "all" || sent.kind === "none") {
        return true;
      }
      return sent.kind === "only" && sent.names.every((name) => takes(inKey, name));
    }),
  );
}

/** What legacy settings select is the cache key; a header that CloudFront does not know goes on without being in it. */
function legacyHandling(carrier: Carrier, { legacy }: Behavior): Handling {
  const selected = map(legacy, (settings): Tristate => {
    if (settings === undefined) {
      return false;
    }
    return carrier === "Cookie"
      ? map(settings.cookies, ({ kind }) => kind !== "none")
      : map(settings.headers, (headers) =>
          either(...headers.map((header) => map(header, (name) => name === "*" || sameHeader(name, carrier)))),
        );
  });
  return { reachesOrigin: carrier === "x-api-key" ? true : selected, isInCacheKey: selected };
}

function anyPolicy(policies: Maybe<readonly ForwardingPolicy[]>, carrier: Carrier): Tristate {
  return map(policies, (possible) => {
    const answers = possible.map(({ headers, cookies }) =>
      carrier === "Cookie" ? map(cookies, ({ kind }) => kind !== "none") : map(headers, (sent) => takes(sent, carrier)),
    );
    const [first = false] = answers;
    return answers.every((answer) => answer === first) ? first : new Unknown("its policy may be one of several");
  });
}

function sameHeader(left: string, right: string): boolean {
  return left.toLowerCase() === right.toLowerCase();
}

/** Seconds that an answer without caching headers of its own is kept, at least and by default. */
export interface Ttl {
  readonly min: Maybe<number>;
  readonly default: Maybe<number>;
  readonly max: Maybe<number>;
}

// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/Expiration.html
const legacyDefault = 86400;
const legacyMax = 31536000;

export function ttlOf(behavior: Behavior, program: ProgramIndex): Maybe<Ttl> {
  if (behavior.cachePolicyId !== undefined) {
    return map(program.cachePolicies(behavior.cachePolicyId), (possible: readonly CachePolicy[]) => {
      const [only, ...others] = possible;
      return only !== undefined && others.length === 0
        ? only.ttl
        : new Unknown("its cache policy may be one of several");
    });
  }
  const { legacy, ttl } = behavior;
  const cachesNothing =
    isKnown(legacy) && legacy !== undefined && isKnown(legacy.headers) && legacy.headers.includes("*");
  if (cachesNothing) {
    return { min: 0, default: 0, max: 0 };
  }
  return {
    min: map(ttl.min, (value) => value ?? 0),
    default: map(ttl.default, (value) => value ?? legacyDefault),
    max: map(ttl.max, (value) => value ?? legacyMax),
  };
}
