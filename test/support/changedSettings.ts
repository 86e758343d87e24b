import { isObject, Properties } from "../../policy-pack/program/readValue";

/**
 * What CloudFront and the aws provider use for an absent setting.
 * https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_DistributionConfig.html
 * https://www.pulumi.com/registry/packages/aws/api-docs/cloudfront/distribution/
 */
const defaults: Readonly<Record<string, string>> = {
  "cookies.forward": "none",
  cachedMethods: "GET, HEAD",
  connectionAttempts: "3",
  connectionTimeout: "10",
  ipAddressType: "ipv4",
  minTtl: "0",
  originKeepaliveTimeout: "5",
  originReadTimeout: "30",
  priceClass: "PriceClass_All",
  restrictionType: "none",
};

/** The engine's events hide the values of custom headers, so only their names are compared. */
const headerValue = /(^|\.)customHeaders\.value(\.|$)/;

/** How `adopt` names the IDs of new resources. */
const newResources: Readonly<Record<string, string>> = {
  cachePolicyId: "a new cache policy",
  originRequestPolicyId: "a new origin request policy",
  originAccessControlId: "the ID of a new origin access control",
};

/**
 * The settings that differ between the engine's old and new inputs of a distribution, as `setting: before -> after`.
 * A cache behavior that matches every request is compared with the new default cache behavior.
 * @param newIds the IDs of the resources that the program created
 */
export function changedSettings(before: Properties, after: Properties, newIds: ReadonlySet<string>): readonly string[] {
  const [olds, news] = [settingsOf(before), settingsOf(withoutIds(after, newIds) as Properties)];
  const catchAll = [...olds.keys()].find((part) => /^cache behavior "\/?\*+": $/.test(part));
  if (catchAll !== undefined) {
    news.set(catchAll, news.get(byDefault) ?? new Map());
    news.delete(byDefault);
  }
  const parts = [...new Set([...olds.keys(), ...news.keys()])];
  return parts.flatMap((part) => changesIn(part, olds.get(part), news.get(part))).sort();
}

function withoutIds(value: unknown, newIds: ReadonlySet<string>, name = ""): unknown {
  if (Array.isArray(value)) {
    return value.map((item) => withoutIds(item, newIds));
  }
  return isObject(value)
    ? Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withoutIds(inner, newIds, key)]))
    : typeof value === "string" && newIds.has(value)
      ? newResources[name]
      : value;
}

const byDefault = "default cache behavior: ";

type Values = ReadonlyMap<string, string>;

function settingsOf(config: Properties): Map<string, Values> {
  const { origins, originGroups = [], defaultCacheBehavior, orderedCacheBehaviors = [], ...others } = config;
  const named = (list: unknown, kind: string, id: string): (readonly [string, Values])[] =>
    (list as readonly Properties[]).map(({ [id]: name, ...values }) => [
      `${kind} "${String(name)}": `,
      leavesOf(values),
    ]);
  return new Map([
    ["", leavesOf(others)],
    [byDefault, leavesOf(defaultCacheBehavior)],
    ...named(origins, "origin", "originId"),
    ...named(originGroups, "origin group", "originId"),
    ...named(orderedCacheBehaviors, "cache behavior", "pathPattern"),
  ]);
}

function leavesOf(value: unknown, path = ""): Map<string, string> {
  if (isObject(value)) {
    const inner = Object.entries(value).filter(([key]) => !key.startsWith("__"));
    return new Map(inner.flatMap(([key, one]) => [...leavesOf(one, path === "" ? key : `${path}.${key}`)]));
  }
  const text = textOf(value, path);
  return new Map(text === "" ? [] : [[path, text]]);
}

function textOf(value: unknown, path: string): string {
  if (!Array.isArray(value)) {
    return ["string", "number", "boolean"].includes(typeof value) ? JSON.stringify(value).replace(/^"|"$/g, "") : "";
  }
  return value.some(isObject)
    ? JSON.stringify(
        value.map((item) => [...leavesOf(item, path)].filter(([inner]) => !headerValue.test(inner)).sort()).sort(),
      )
    : value.map(String).sort().join(", ");
}

function changesIn(part: string, before: Values | undefined, after: Values | undefined): readonly string[] {
  if (before === undefined || after === undefined) {
    return [`${part}${before === undefined ? "added" : "removed"}`];
  }
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((path) => {
    const [old, next] = [before.get(path), after.get(path)];
    if (effective(path, old) === effective(path, next)) {
      return [];
    }
    const isListOfObjects = [old, next].some((text) => text?.startsWith("[[") === true);
    return [isListOfObjects ? `${part}${path}` : `${part}${path}: ${old ?? "none"} -> ${next ?? "none"}`];
  });
}

function effective(path: string, text = ""): string {
  const isDefault = Object.entries(defaults).some(([name, value]) => path.endsWith(name) && text === value);
  return isDefault || text === "false" ? "" : text;
}
