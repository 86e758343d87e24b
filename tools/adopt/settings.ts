import { isObject, Properties } from "../../policy-pack/program/readValue";

/** The values of the settings of one part of a distribution, by their property path. */
export type Values = ReadonlyMap<string, string>;

/** The settings by the part that has them: the distribution (""), an origin, an origin group or a cache behavior. */
export type Settings = ReadonlyMap<string, Values>;

/** What CloudFront uses if a setting is absent: https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_DistributionConfig.html */
const defaults: readonly (readonly [path: RegExp, value: string])[] = [
  [/^priceClass$/, "PriceClass_All"],
  [/^restrictions\.geoRestriction\.restrictionType$/, "none"],
  [/^viewerCertificate\.(certificateSource|sslSupportMethod)$/, "cloudfront"],
  [/^connectionAttempts$/, "3"],
  [/^connectionTimeout$/, "10"],
  [/originReadTimeout$/, "30"],
  [/originKeepaliveTimeout$/, "5"],
  [/ipAddressType$/, "ipv4"],
  [/^cachedMethods$/, "GET, HEAD"],
  [/^minTtl$/, "0"],
  [/^forwardedValues\.cookies\.forward$/, "none"],
];

/** Settings without an effect, or with another name in the same object. */
const ignored =
  /^(originId|pathPattern|viewerCertificate\.(certificate|certificateSource))$|\.(quantity|eventType|errorCode|name)$/;

/** The properties that identify an item of a list. */
const identifiers = ["name", "eventType", "errorCode", "originId"];

/** The settings of a distribution with the names of `aws.cloudfront.Distribution`. */
export function settingsOf(config: Properties): Settings {
  const { origins, originGroups, defaultCacheBehavior, orderedCacheBehaviors, ...others } = config;
  return new Map([
    ["", valuesOf(withCertificate(others))],
    ...items(origins).map((one) => [`origin "${String(one.originId)}"`, valuesOf(one)] as const),
    ...items(originGroups).map((one) => [`origin group "${String(one.originId)}"`, valuesOf(one)] as const),
    [defaultBehaviorPart, behaviorValues(isObject(defaultCacheBehavior) ? defaultCacheBehavior : {})],
    ...items(orderedCacheBehaviors).map((one) => [behaviorPart(one.pathPattern), behaviorValues(one)] as const),
  ]);
}

export const defaultBehaviorPart = "default cache behavior";

export function behaviorPart(pathPattern: unknown): string {
  return `cache behavior "${String(pathPattern)}"`;
}

export function items(list: unknown): readonly Properties[] {
  return Array.isArray(list) ? (list as unknown[]).filter(isObject) : [];
}

/** CloudFront fixes the TLS settings of its default certificate. */
function withCertificate(config: Properties): Properties {
  const { viewerCertificate } = config;
  return isObject(viewerCertificate) && viewerCertificate.cloudfrontDefaultCertificate === true
    ? { ...config, viewerCertificate: { cloudfrontDefaultCertificate: true } }
    : config;
}

/** A cache policy replaces the TTLs. */
function behaviorValues({ minTtl, defaultTtl, maxTtl, ...others }: Properties): Values {
  const isLegacy = (others.cachePolicyId ?? "") === "";
  return valuesOf(isLegacy ? { ...others, minTtl, defaultTtl, maxTtl } : others);
}

function valuesOf(part: Properties): Values {
  return new Map(leaves(part, "").filter(([path, value]) => !ignored.test(path) && value !== ""));
}

/** Whether two values of a setting have the same effect. An absent one is the default. */
export function isSameSetting(path: string, before: string | undefined, after: string | undefined): boolean {
  return withoutDefault(path, before) === withoutDefault(path, after);
}

function withoutDefault(path: string, value = "false"): string | undefined {
  const isDefault = defaults.some(
    ([pattern, usual]) => pattern.test(path) && value.toLowerCase() === usual.toLowerCase(),
  );
  return value === "false" || isDefault ? undefined : value;
}

function leaves(value: unknown, path: string): readonly (readonly [string, string])[] {
  if (Array.isArray(value)) {
    const list = value as unknown[];
    return list.some(isObject)
      ? items(list).flatMap((item, index) => leaves(item, `${path}.${identifierOf(item) ?? String(index)}`))
      : [[path, list.map(String).sort().join(", ")]];
  }
  if (isObject(value)) {
    return Object.entries(value).flatMap(([key, inner]) => leaves(inner, path === "" ? key : `${path}.${key}`));
  }
  return [[path, textOf(value)]];
}

function identifierOf(item: Properties): string | undefined {
  return identifiers.map((key) => textOf(item[key])).find((text) => text !== "");
}

function textOf(value: unknown): string {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? String(value) : "";
}
