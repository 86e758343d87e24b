import * as pulumi from "@pulumi/pulumi";
import { Program } from "../../local-aws/engine/project";
import { managedPolicyId } from "../../policy-pack/cloudfront/managedPolicies";

/** The settings of a cache behavior of `aws:cloudfront/distribution:Distribution`. */
type Settings = Readonly<Record<string, unknown>>;

/** The settings that forward every viewer header, including `Host`. */
export const mistakes = {
  'forwardedValues.headers ["*"]': {
    forwardedValues: { headers: ["*"], queryString: true, cookies: { forward: "all" } },
  },
  "origin request policy AllViewer": {
    cachePolicyId: managedPolicyId("CachingDisabled"),
    originRequestPolicyId: managedPolicyId("AllViewer"),
  },
} satisfies Record<string, Settings>;

export type BehaviorLocation = "default" | { readonly pathPattern: string };

/** Replaces the forwarding of one cache behavior. The components have no option for the mistake. */
export function withForwarding(program: Program, settings: Settings, location: BehaviorLocation): Program {
  return withChange(program, (distribution) => replaceForwarding(distribution, settings, location));
}

function withChange(program: Program, change: (distribution: Settings) => Settings): Program {
  return () => {
    pulumi.runtime.registerResourceTransform(({ type, props, opts }) =>
      type === "aws:cloudfront/distribution:Distribution" ? { props: change(props), opts } : undefined,
    );
    return program();
  };
}

const legacyValues = { queryString: true, cookies: { forward: "all" } };
const uncached = { minTtl: 0, defaultTtl: 0, maxTtl: 0 };

/**
 * Adds a load balancer that gets Host, and replaces the API's policies with legacy settings that set no headers.
 * @param order whether the cache behavior of the load balancer is the first or the last
 */
export function withShop(program: Program, order: "shop first" | "shop last"): Program {
  return withChange(program, (distribution) => {
    const [origins, ordered] = [distribution.origins, distribution.orderedCacheBehaviors] as (readonly Settings[])[];
    const api = (ordered ?? []).map((behavior) => forwarding(behavior, { forwardedValues: legacyValues, ...uncached }));
    const toShop = {
      ...api[0],
      pathPattern: "/shop/*",
      targetOriginId: "shop",
      forwardedValues: { ...legacyValues, headers: ["Host"] },
    };
    const shop = {
      originId: "shop",
      domainName: "shop-1234567890.us-east-1.elb.amazonaws.com",
      customOriginConfig: origins?.find(({ originId }) => originId === "api")?.customOriginConfig,
    };
    return {
      ...distribution,
      origins: [...(origins ?? []), shop],
      orderedCacheBehaviors: order === "shop first" ? [toShop, ...api] : [...api.reverse(), toShop],
    };
  });
}

function replaceForwarding(distribution: Settings, settings: Settings, location: BehaviorLocation): Settings {
  if (location === "default") {
    return {
      ...distribution,
      defaultCacheBehavior: forwarding(distribution.defaultCacheBehavior as Settings, settings),
    };
  }
  const ordered = distribution.orderedCacheBehaviors as readonly Settings[];
  return {
    ...distribution,
    orderedCacheBehaviors: ordered.map((behavior) =>
      behavior.pathPattern === location.pathPattern ? forwarding(behavior, settings) : behavior,
    ),
  };
}

// A behavior that forwards all headers must not set TTLs, because CloudFront does not cache its responses.
const replaced = ["cachePolicyId", "originRequestPolicyId", "forwardedValues", "minTtl", "defaultTtl", "maxTtl"];

function forwarding(behavior: Settings, settings: Settings): Settings {
  const kept = Object.entries(behavior).filter(([name]) => !replaced.includes(name));
  return { ...Object.fromEntries(kept), ...settings };
}
