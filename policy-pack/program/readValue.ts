import { isKnown, map, Maybe, Unknown } from "./maybe";

/** Reads properties of any shape: what is missing is undefined, what is malformed is unknown with a reason, nothing throws. */
export type Properties = Readonly<Record<string, unknown>>;

export function readString(from: Maybe<Properties | undefined>, key: string): Maybe<string | undefined> {
  // The empty text is CloudFront's own way to say "none".
  return map(read(from, key), (value) =>
    value === undefined ? undefined : typeof value === "string" ? value || undefined : malformed(key, "a text"),
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

/** The items that are objects; one that is not makes itself unknown, not its neighbours. */
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
      item instanceof Unknown || typeof item === "string" ? item : malformed(key, "a list of texts"),
    ),
  );
}

function read(from: Maybe<Properties | undefined>, key: string): Maybe<unknown> {
  if (!isKnown(from)) {
    return from;
  }
  const value = from !== undefined && Object.hasOwn(from, key) ? from[key] : undefined;
  return value === null ? undefined : value;
}

export function isObject(value: unknown): value is Properties {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function malformed(key: string, expected: string): Unknown {
  return new Unknown(`${key} is not ${expected}`);
}
