import { isKnown, map, Maybe, Unknown } from "../program/maybe";
import { ProgramIndex } from "../program/programIndex";
import { Behavior, Ttl } from "./model";
import { withDefaults } from "./defaultTtl";

/** How long a behavior caches responses. */
export function ttlOf({ cachePolicyId, legacy, ttl }: Behavior, program: ProgramIndex): Maybe<Ttl> {
  if (cachePolicyId !== undefined) {
    return map(program.cachePolicies(cachePolicyId), ([policy, ...others]) =>
      policy !== undefined && others.length === 0 ? policy.ttl : new Unknown("its cache policy is one of several"),
    );
  }
  // CloudFront caches nothing if legacy settings forward all headers.
  const forwardsAll =
    isKnown(legacy) && legacy !== undefined && isKnown(legacy.headers) && legacy.headers.includes("*");
  return forwardsAll ? { min: 0, default: 0, max: 0 } : withDefaults(ttl);
}
