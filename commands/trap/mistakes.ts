import * as pulumi from "@pulumi/pulumi";
import { Program } from "../../local-aws/engine/project";

/** The settings of a cache behavior of `aws:cloudfront/distribution:Distribution`. */
type Settings = Readonly<Record<string, unknown>>;

/** The settings that forward every viewer header, including `Host`. */
export const mistakes = {
  'forwardedValues.headers ["*"]': {
    forwardedValues: { headers: ["*"], queryString: true, cookies: { forward: "all" } },
  },
  "origin request policy AllViewer": {
    cachePolicyId: "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",
    originRequestPolicyId: "216adef6-5c7f-47e4-b989-5492eafa07d3",
  },
} satisfies Record<string, Settings>;

export type BehaviorLocation = "default" | { readonly pathPattern: string };

/** Replaces the forwarding of one cache behavior. The components have no option for the mistake. */
export function withForwarding(program: Program, settings: Settings, location: BehaviorLocation): Program {
  return () => {
    pulumi.runtime.registerResourceTransform(({ type, props, opts }) =>
      type === "aws:cloudfront/distribution:Distribution"
        ? { props: replaceForwarding(props, settings, location), opts }
        : undefined,
    );
    return program();
  };
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
