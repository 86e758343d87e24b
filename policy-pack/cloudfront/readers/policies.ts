import { isKnown, map, Maybe, Unknown } from "../../program/maybe";
import { CachePolicy, ForwardingPolicy, ReadSelection } from "../model";
import { Properties, readBoolean, readObject, readString, readStrings } from "../../program/readValue";
import { readTtl, withDefaults } from "../defaultTtl";

const unknownName = "(unknown)";

type PolicyReader<P> = (props: Maybe<Properties>) => P;

/** The readers of cache policies by resource type. */
export const cachePolicyReaders: ReadonlyMap<string, PolicyReader<CachePolicy>> = new Map([
  ["aws:cloudfront/cachePolicy:CachePolicy", readWithParameters],
  ["aws-native:cloudfront:CachePolicy", (props) => readWithParameters(readObject(props, "cachePolicyConfig"))],
]);

export const originRequestPolicyReaders: ReadonlyMap<string, PolicyReader<ForwardingPolicy>> = new Map([
  ["aws:cloudfront/originRequestPolicy:OriginRequestPolicy", (props) => readForwarding(props, props, unknownName)],
  [
    "aws-native:cloudfront:OriginRequestPolicy",
    (props) => {
      const config = readObject(props, "originRequestPolicyConfig");
      return readForwarding(config, config, unknownName);
    },
  ],
]);

function readWithParameters(config: Maybe<Properties | undefined>): CachePolicy {
  return readCachePolicy(config, readObject(config, "parametersInCacheKeyAndForwardedToOrigin"), unknownName);
}

/**
 * @param parameters the block with the selections, which is not always the block with the name and the TTLs
 * @param defaultName the name of a policy whose name is unknown
 */
export function readCachePolicy(
  config: Maybe<Properties | undefined>,
  parameters: Maybe<Properties | undefined>,
  defaultName: string,
): CachePolicy {
  return {
    ...readForwarding(config, parameters, defaultName),
    ttl: withDefaults(readTtl(config)),
    gzip: map(readBoolean(parameters, "enableAcceptEncodingGzip"), (isOn) => isOn ?? false),
    brotli: map(readBoolean(parameters, "enableAcceptEncodingBrotli"), (isOn) => isOn ?? false),
  };
}

function readForwarding(
  config: Maybe<Properties | undefined>,
  selections: Maybe<Properties | undefined>,
  defaultName: string,
): ForwardingPolicy {
  const name = readString(config, "name");
  return {
    name: isKnown(name) && name !== undefined ? name : defaultName,
    headers: readSelection(selections, "headersConfig", "headerBehavior", "headers"),
    cookies: readSelection(selections, "cookiesConfig", "cookieBehavior", "cookies"),
    queryStrings: readSelection(selections, "queryStringsConfig", "queryStringBehavior", "queryStrings"),
  };
}

/** https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_OriginRequestPolicyHeadersConfig.html */
function readSelection(
  settings: Maybe<Properties | undefined>,
  block: string,
  behaviorKey: string,
  listKey: string,
): Maybe<ReadSelection> {
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
        return new Unknown(`${block}.${behaviorKey} is missing`, undefined, {
          resolution: `Set ${block}.${behaviorKey}.`,
        });
      default:
        return new Unknown(`${behaviorKey} ${JSON.stringify(behavior)} is not valid`, undefined, {
          resolution: `Set ${behaviorKey} to a value that CloudFront documents.`,
        });
    }
  });
}

/** The list is in `items` for aws, and directly in the block for aws-native. */
function readNames(
  kind: "only" | "allExcept",
  config: Maybe<Properties | undefined>,
  listKey: string,
): Maybe<ReadSelection> {
  const wrapped = readObject(config, listKey);
  const list = isKnown(wrapped) ? readStrings(wrapped, "items") : readStrings(config, listKey);
  return map(list, (names = []) => ({ kind, names }));
}
