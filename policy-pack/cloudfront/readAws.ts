import { Selection } from "./managedPolicies";
import { isKnown, Maybe, Unknown } from "./maybe";
import { Behavior, Distribution, HeaderPolicy, Origin } from "./model";
import { Properties, readList, readObject, readObjects, readText, readTexts } from "./readValue";

/** `aws:cloudfront/distribution:Distribution`. */
export function readDistribution(props: Properties): Distribution {
  const ordered = readObjects(props, "orderedCacheBehaviors");
  const origins = readObjects(props, "origins");
  const defaultBehavior = readObject(props, "defaultCacheBehavior") ?? new Unknown("defaultCacheBehavior is missing");
  return {
    behaviors: isKnown(ordered)
      ? [...ordered.map(readOrderedBehavior), readBehavior(defaultBehavior, "default cache behavior")]
      : ordered,
    origins: isKnown(origins) ? origins.map(readOrigin) : origins,
  };
}

function readOrderedBehavior(props: Maybe<Properties>, index: number): Behavior {
  const pattern = readText(props, "pathPattern");
  const name = isKnown(pattern) && pattern !== undefined ? `"${pattern}"` : `number ${index + 1}`;
  return readBehavior(props, `cache behavior ${name}`);
}

function readBehavior(props: Maybe<Properties>, label: string): Behavior {
  const legacy = readObject(props, "forwardedValues");
  return {
    label,
    targetOriginId: readText(props, "targetOriginId"),
    cachePolicyId: readText(props, "cachePolicyId"),
    originRequestPolicyId: readText(props, "originRequestPolicyId"),
    legacyHeaders: legacy === undefined || legacy instanceof Unknown ? legacy : (readTexts(legacy, "headers") ?? []),
  };
}

function readOrigin(props: Maybe<Properties>): Origin {
  return { id: readText(props, "originId"), domainName: readText(props, "domainName"), shape: shapeOf(props) };
}

function shapeOf(props: Maybe<Properties>): Origin["shape"] {
  if (readObject(props, "s3OriginConfig") !== undefined && !(props instanceof Unknown)) {
    return "s3";
  }
  if (!(props instanceof Unknown) && readText(props, "originAccessControlId") !== undefined) {
    return "access-controlled";
  }
  return !(props instanceof Unknown) && readObject(props, "vpcOriginConfig") !== undefined ? "vpc" : "custom";
}

/** `aws:cloudfront/cachePolicy:CachePolicy`. */
export function readCachePolicy(props: Properties): HeaderPolicy {
  const parameters = readObject(props, "parametersInCacheKeyAndForwardedToOrigin");
  return { name: nameOf(props, "cache policy"), headers: readSelection(orMissing(parameters)) };
}

/** `aws:cloudfront/originRequestPolicy:OriginRequestPolicy`. */
export function readOriginRequestPolicy(props: Properties): HeaderPolicy {
  return { name: nameOf(props, "origin request policy"), headers: readSelection(props) };
}

function nameOf(props: Properties, otherwise: string): string {
  const name = readText(props, "name");
  return isKnown(name) && name !== undefined ? name : `an unnamed ${otherwise}`;
}

/** https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_OriginRequestPolicyHeadersConfig.html */
function readSelection(props: Maybe<Properties>): Maybe<Selection> {
  const config = orMissing(readObject(props, "headersConfig"));
  const behavior = readText(config, "headerBehavior");
  if (behavior instanceof Unknown) {
    return behavior;
  }
  switch (behavior) {
    case "none":
      return { kind: "none" };
    case "allViewer":
    case "allViewerAndWhitelistCloudFront":
      return { kind: "all" };
    case "whitelist":
    case "allExcept":
      return named(behavior === "whitelist" ? "only" : "allExcept", orMissing(readObject(config, "headers")));
    case undefined:
    default:
      return new Unknown(`headerBehavior ${JSON.stringify(behavior)} is not one that CloudFront documents`);
  }
}

function named(kind: "only" | "allExcept", headers: Maybe<Properties>): Maybe<Selection> {
  const items = readList(headers, "items");
  if (items instanceof Unknown) {
    return items;
  }
  const names = (items ?? []).filter((item): item is string => typeof item === "string");
  const complete = names.length === (items ?? []).length;
  // An unknown name beside a known `Host` changes nothing.
  return complete || names.some((name) => name.toLowerCase() === "host")
    ? { kind, names }
    : new Unknown("a header name of the policy is not known");
}

function orMissing(props: Maybe<Properties | undefined>): Maybe<Properties> {
  return props ?? new Unknown("the policy's header settings are missing");
}
