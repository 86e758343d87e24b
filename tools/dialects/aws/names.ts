import { Unknown } from "../../../policy-pack/program/maybe";
import { isObject, Properties } from "../../../policy-pack/program/readValue";
import { printableLines } from "../../../policy-pack/program/printable";

/** Lists that aws-native keeps with their `Quantity`. */
const kept: ReadonlySet<string> = new Set(["OriginGroups", "Members", "StatusCodes"]);

/** Settings that aws-native calls otherwise. */
const otherNames: ReadonlyMap<string, string> = new Map([["CustomHeaders", "originCustomHeaders"]]);

/** The settings of the CloudFront API with the names and the form of aws-native. */
export function nativeProperties(written: Properties): Properties {
  return Object.fromEntries(
    Object.entries(written).flatMap(([key, value]) => {
      const entry = [otherNames.get(key) ?? camelCase(key), nativeValue(key, value)] as const;
      // The API has the cached methods inside of the allowed ones.
      return key === "AllowedMethods" && isObject(value) && isObject(value.CachedMethods)
        ? [[entry[0], itemsOf(value)] as const, ["cachedMethods", itemsOf(value.CachedMethods)] as const]
        : [entry];
    }),
  );
}

function nativeValue(key: string, value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map((item) => nativeValue(key, item));
  }
  if (!isObject(value) || value instanceof Unknown) {
    return typeof value === "string" ? printableLines(value) : value;
  }
  return isList(value) && !kept.has(key) ? nativeValue(key, itemsOf(value)) : nativeProperties(value);
}

/** Whether an object is a list in the form of the CloudFront API. Without items, it has only the quantity. */
function isList(value: Properties): boolean {
  return Object.hasOwn(value, "Quantity") && Object.keys(value).every((key) => key === "Quantity" || key === "Items");
}

export function itemsOf(list: unknown): readonly unknown[] {
  const items = isObject(list) ? (list.Items ?? list.items ?? list.item) : undefined;
  return Array.isArray(items) ? (items as unknown[]) : [];
}

/** `HTTPSPort` is `httpsPort`, and `WebACLId` is `webAclId`. */
export function camelCase(name: string): string {
  const words = name.match(/[A-Z]+(?![a-z])\d*|[A-Z]?[a-z0-9]+/g) ?? [name];
  return words
    .map((word, index) => (index === 0 ? word.toLowerCase() : `${word.charAt(0)}${word.slice(1).toLowerCase()}`))
    .join("");
}
