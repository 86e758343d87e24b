import { Maybe, Unknown } from "./maybe";

/** Reads properties of any shape: what is missing is undefined, what is malformed is unknown with a reason, nothing throws. */
export type Properties = Readonly<Record<string, unknown>>;

export function readText(from: Maybe<Properties>, key: string): Maybe<string | undefined> {
  const value = read(from, key);
  if (value instanceof Unknown || value === undefined) {
    return value;
  }
  // CloudFront's own way to say "none".
  return typeof value === "string" ? value || undefined : malformed(key, "a text");
}

export function readObject(from: Maybe<Properties>, key: string): Maybe<Properties | undefined> {
  const value = read(from, key);
  if (value instanceof Unknown || value === undefined) {
    return value;
  }
  return isObject(value) ? value : malformed(key, "an object");
}

export function readList(from: Maybe<Properties>, key: string): Maybe<readonly unknown[] | undefined> {
  const value = read(from, key);
  if (value instanceof Unknown || value === undefined) {
    return value;
  }
  return Array.isArray(value) ? (value as unknown[]) : malformed(key, "a list");
}

/** The items that are objects; one that is not makes itself unknown, not its neighbours. */
export function readObjects(from: Maybe<Properties>, key: string): Maybe<readonly Maybe<Properties>[]> {
  const list = readList(from, key);
  return list instanceof Unknown
    ? list
    : (list ?? []).map((item) =>
        item instanceof Unknown ? item : isObject(item) ? item : malformed(key, "a list of objects"),
      );
}

export function readTexts(from: Maybe<Properties>, key: string): Maybe<readonly Maybe<string>[] | undefined> {
  const list = readList(from, key);
  return list instanceof Unknown || list === undefined
    ? list
    : list.map((item) =>
        item instanceof Unknown ? item : typeof item === "string" ? item : malformed(key, "a list of texts"),
      );
}

function read(from: Maybe<Properties>, key: string): unknown {
  if (from instanceof Unknown) {
    return from;
  }
  const value = Object.hasOwn(from, key) ? from[key] : undefined;
  return value === null ? undefined : value;
}

function isObject(value: unknown): value is Properties {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function malformed(key: string, expected: string): Unknown {
  return new Unknown(`${key} is not ${expected}`);
}
