import { isKnown, map, Maybe } from "../program/maybe";
import { ProgramIndex } from "../program/programIndex";
import { Behavior, Ttl } from "./model";
import { oneOfSeveral } from "./forwarding";
import { withDefaults } from "./defaultTtl";

/** How long a behavior caches responses. */
export function ttlOf({ cachePolicyId, legacy, ttl }: Behavior, program: ProgramIndex): Maybe<Ttl> {
  if (cachePolicyId !== undefined) {
    return map(program.cachePolicies(cachePolicyId), (policies) => {
      const [policy, ...others] = policies;
      return policy !== undefined && others.length === 0 ? policy.ttl : oneOfSeveral("cache policy", policies);
    });
  }
  // CloudFront caches nothing if legacy settings forward all headers.
  const forwardsAll =
    isKnown(legacy) && legacy !== undefined && isKnown(legacy.headers) && legacy.headers.includes("*");
  return forwardsAll ? { min: 0, default: 0, max: 0 } : withDefaults(ttl);
}
