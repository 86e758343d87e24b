import { isKnown, map, Maybe, Unknown } from "./maybe";

/** Properties of any shape. The functions here read a missing one as undefined and a malformed one as unknown; none throws. */
export type Properties = Readonly<Record<string, unknown>>;

export function readString(from: Maybe<Properties | undefined>, key: string): Maybe<string | undefined> {
  // CloudFront returns an empty string for "none".
  return map(read(from, key), (value) =>
    value === undefined ? undefined : typeof value === "string" ? value || undefined : malformed(key, "a string"),
  );
}

export function readNumber(from: Maybe<Properties | undefined>, key: string): Maybe<number | undefined> {
  return map(read(from, key), (value) =>
    value === undefined || typeof value === "number" ? value : malformed(key, "a number"),
  );
}

export function readBoolean(from: Maybe<Properties | undefined>, key: string): Maybe<boolean | undefined> {
  return map(read(from, key), (value) =>
    value === undefined || typeof value === "boolean" ? value : malformed(key, "true or false"),
  );
}

export function readObject(from: Maybe<Properties | undefined>, key: string): Maybe<Properties | undefined> {
  return map(read(from, key), (value) =>
    value === undefined || isObject(value) ? value : malformed(key, "an object"),
  );
}

export function readList(from: Maybe<Properties | undefined>, key: string): Maybe<readonly unknown[] | undefined> {
  return map(read(from, key), (value) =>
    value === undefined ? undefined : Array.isArray(value) ? (value as unknown[]) : malformed(key, "a list"),
  );
}

/** A list of objects, in which any other item is unknown. */
export function readObjects(from: Maybe<Properties | undefined>, key: string): Maybe<readonly Maybe<Properties>[]> {
  return map(readList(from, key), (list) =>
    (list ?? []).map((item) =>
      item instanceof Unknown || isObject(item) ? item : malformed(key, "a list of objects"),
    ),
  );
}

export function readStrings(
  from: Maybe<Properties | undefined>,
  key: string,
): Maybe<readonly Maybe<string>[] | undefined> {
  return map(readList(from, key), (list) =>
    list?.map((item) =>
      item instanceof Unknown || typeof item === "string" ? item : malformed(key, "a list of strings"),
    ),
  );
}

function read(from: Maybe<Properties | undefined>, key: string): Maybe<unknown> {
  if (!isKnown(from)) {
    return from.property();
  }
  const value = from !== undefined && Object.hasOwn(from, key) ? from[key] : undefined;
  return value === null ? undefined : value;
}

export function isObject(value: unknown): value is Properties {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function malformed(key: string, expected: string): Unknown {
  return new Unknown(`${key} is not ${expected}`, undefined, { resolution: `Set ${key} to ${expected}.` });
}
