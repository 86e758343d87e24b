import { Selection } from "../managedPolicies";
import { isKnown, map, Maybe, Unknown } from "../../program/maybe";
import { CachePolicy, ForwardingPolicy } from "../model";
import { Properties, readList, readNumber, readObject, readString } from "../../program/readValue";

type PolicyReader<P> = (props: Properties) => P;

/** By resource type. */
export const cachePolicyReaders: ReadonlyMap<string, PolicyReader<CachePolicy>> = new Map([
  ["aws:cloudfront/cachePolicy:CachePolicy", (props) => readCachePolicy(props, "minTtl", "defaultTtl", "maxTtl")],
  [
    "aws-native:cloudfront:CachePolicy",
    (props) => readCachePolicy(readObject(props, "cachePolicyConfig"), "minTtl", "defaultTtl", "maxTtl"),
  ],
]);

export const originRequestPolicyReaders: ReadonlyMap<string, PolicyReader<ForwardingPolicy>> = new Map([
  [
    "aws:cloudfront/originRequestPolicy:OriginRequestPolicy",
    (props) => readForwarding(props, props, "an origin request policy"),
  ],
  [
    "aws-native:cloudfront:OriginRequestPolicy",
    (props) => {
      const config = readObject(props, "originRequestPolicyConfig");
      return readForwarding(config, config, "an origin request policy");
    },
  ],
]);

// https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CachePolicyConfig.html
const defaultTtl = 86400;
const maxTtl = 31536000;

function readCachePolicy(config: Maybe<Properties | undefined>, min: string, normal: string, max: string): CachePolicy {
  const parameters = readObject(config, "parametersInCacheKeyAndForwardedToOrigin");
  return {
    ...readForwarding(config, parameters, "a cache policy"),
    ttl: {
      min: map(readNumber(config, min), (value) => value ?? 0),
      default: map(readNumber(config, normal), (value) => value ?? defaultTtl),
      max: map(readNumber(config, max), (value) => value ?? maxTtl),
    },
  };
}

/** Names its contents by id: a policy given as plain data, as its `headersConfig`, `cookiesConfig`, `queryStringsConfig`. */
export function readForwarding(
  named: Maybe<Properties | undefined>,
  settings: Maybe<Properties | undefined>,
  otherwise: string,
): ForwardingPolicy {
  const name = readString(named, "name");
  return {
    name: isKnown(name) && name !== undefined ? name : otherwise,
    headers: readSelection(settings, "headersConfig", "headerBehavior", "headers"),
    cookies: readSelection(settings, "cookiesConfig", "cookieBehavior", "cookies"),
    queryStrings: readSelection(settings, "queryStringsConfig", "queryStringBehavior", "queryStrings"),
  };
}

/** https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_OriginRequestPolicyHeadersConfig.html */
function readSelection(
  settings: Maybe<Properties | undefined>,
  block: string,
  behaviorKey: string,
  listKey: string,
): Maybe<Selection> {
  const config = readObject(settings, block);
  return map(readString(config, behaviorKey), (behavior) => {
    switch (behavior) {
      case "none":
        return { kind: "none" };
      case "all":
      case "allViewer":
      case "allViewerAndWhitelistCloudFront":
        return { kind: "all" };
      case "whitelist":
        return readNames("only", config, listKey);
      case "allExcept":
        return readNames("allExcept", config, listKey);
      case undefined:
      default:
        return new Unknown(`${behaviorKey} ${JSON.stringify(behavior)} is not one that CloudFront documents`);
    }
  });
}

/** aws wraps the list in `items`, aws-native does not. */
function readNames(
  kind: "only" | "allExcept",
  config: Maybe<Properties | undefined>,
  listKey: string,
): Maybe<Selection> {
  const wrapped = readObject(config, listKey);
  const list = isKnown(wrapped) ? readList(wrapped, "items") : readList(config, listKey);
  return map(list, (items = []) => {
    const names = items.filter((item): item is string => typeof item === "string");
    // An unknown name beside a known `Host` changes nothing.
    return names.length === items.length || names.some((name) => name.toLowerCase() === "host")
      ? { kind, names }
      : new Unknown(`a name in ${listKey} of the policy is not known`);
  });
}
