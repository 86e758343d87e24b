import type { MultiOriginDistributionArgs } from "../../components/distribution/args";
import { byOriginKind } from "../../components/distribution/behavior";
import { listsByLegacy } from "../../components/distribution/caching";
import type { BehaviorParts } from "../../components/distribution/cacheBehavior";
import { distributionArgs } from "../../components/distribution/distributionArgs";
import type { Properties } from "../../policy-pack/program/readValue";
import { meaningOf } from "./meanings";
import { catchAllOf } from "./routes";
import { behaviorPart, defaultBehaviorPart, isSameSetting, Settings, settingsOf, Values } from "./settings";

/** A setting that the component changes. */
export interface Difference {
  /** The part of the distribution: an origin, an origin group or a cache behavior. Empty for the distribution itself. */
  readonly part: string;
  /** The path of the property. Empty if the component removes or adds the part. */
  readonly property: string;
  /** The value now. Absent if there is none, and for headers, which can be secrets. `removed` for a part. */
  readonly before?: string;
  readonly after?: string;
  /** What the change means. */
  readonly meaning: string;
}

const newCachePolicy = "a new cache policy";
const newRequestPolicy = "a new origin request policy";
const newFunction = "a new function";

/** Compares an existing distribution with the one that the component creates from the arguments. */
export function differencesOf(config: Properties, args: MultiOriginDistributionArgs): readonly Difference[] {
  const created: object = distributionArgs(args, {
    webAclId: args.webAclArn,
    certificateArn: args.domain?.certificate?.arn,
    behaviorParts: (_, behavior) => partsOf(behavior),
  });
  return changesBetween(settingsOf(config), withCatchAll(config, settingsOf(created as Properties)));
}

/** A path pattern that matches every request becomes the default route, so its settings are compared with those. */
function withCatchAll(config: Properties, created: Settings): Settings {
  const catchAll = catchAllOf(config);
  return catchAll === undefined
    ? created
    : new Map(
        [...created].map(([part, values]) => [
          part === defaultBehaviorPart ? behaviorPart(catchAll.pathPattern) : part,
          values,
        ]),
      );
}

/** The policies that the component creates for a route. */
function partsOf(behavior: MultiOriginDistributionArgs["defaultRoute"]): BehaviorParts {
  const isPolicy = byOriginKind(behavior, {
    "api-gateway": (api) => api.forwardHeaders !== undefined && (api.cache !== undefined || !listsByLegacy(api)),
    s3: () => false,
    custom: () => false,
  });
  return {
    functionAssociations: [
      ...(behavior.viewerRequest === undefined ? [] : [{ eventType: "viewer-request", functionArn: newFunction }]),
      ...(behavior.viewerResponse === undefined ? [] : [{ eventType: "viewer-response", functionArn: newFunction }]),
    ],
    policies: {
      ...(behavior.cache === undefined ? {} : { cachePolicyId: newCachePolicy }),
      ...(isPolicy ? { originRequestPolicyId: newRequestPolicy } : {}),
    },
  };
}

function changesBetween(before: Settings, after: Settings): readonly Difference[] {
  const parts = [...new Set([...before.keys(), ...after.keys()])].sort();
  return parts.flatMap((part) => {
    const [old, next] = [before.get(part), after.get(part)];
    return old === undefined || next === undefined
      ? [wholePart(part, old === undefined)]
      : changedValues(part, old, next);
  });
}

function wholePart(part: string, isAdded: boolean): Difference {
  return {
    part,
    property: "",
    ...(isAdded ? { after: "added" } : { before: "removed" }),
    meaning: meaningOf(part, "", isAdded ? "added" : undefined),
  };
}

function changedValues(part: string, before: Values, after: Values): readonly Difference[] {
  const properties = [...new Set([...before.keys(), ...after.keys()])]
    .filter((property) => !isSameSetting(property, before.get(property), after.get(property)))
    .sort();
  return properties.map((property) => {
    const isHidden = property.startsWith("customHeaders");
    const [old, next] = [before.get(property), after.get(property)];
    return {
      part,
      property,
      ...(old === undefined || isHidden ? {} : { before: old }),
      ...(next === undefined || isHidden ? {} : { after: next }),
      meaning: meaningOf(part, property, next),
    };
  });
}
