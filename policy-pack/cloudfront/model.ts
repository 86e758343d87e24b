import { Selection } from "./managedPolicies";
import { Maybe } from "./maybe";

/** What every provider's distribution means, for judgement. Any part can be unknown. */
export interface Distribution {
  /** The default cache behavior last: it takes what no pattern took. */
  readonly behaviors: Maybe<readonly Behavior[]>;
  readonly origins: Maybe<readonly Origin[]>;
}

export interface Behavior {
  /** How a message names it: `default cache behavior`, or `cache behavior "/api/*"`. */
  readonly label: string;
  readonly targetOriginId: Maybe<string | undefined>;
  readonly cachePolicyId: Maybe<string | undefined>;
  readonly originRequestPolicyId: Maybe<string | undefined>;
  /** `forwardedValues.headers`; absent where there are no legacy settings. Each name can be unknown. */
  readonly legacyHeaders: Maybe<readonly Maybe<string>[] | undefined>;
}

export interface Origin {
  readonly id: Maybe<string | undefined>;
  readonly domainName: Maybe<string | undefined>;
  /**
   * `s3` and `access-controlled` can't be API Gateway: it has no bucket settings, and origin access control knows no
   * type for it. `vpc` is a load balancer or an instance.
   */
  readonly shape: "s3" | "access-controlled" | "vpc" | "custom";
}

/** What a cache policy or an origin request policy sends on to the origin. */
export interface HeaderPolicy {
  readonly name: string;
  readonly headers: Maybe<Selection>;
}
