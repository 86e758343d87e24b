import { Candidate, Unknown } from "../cloudfront/maybe";
import { Properties } from "../cloudfront/readValue";

/**
 * Turns what the SDK hands to a policy into plain values. Reading an unknown value there throws; here it becomes an
 * `Unknown` in its place, so that everything beside it can still be judged.
 */
export function plainProperties(props: object, candidatesOf: (property: string) => readonly Candidate[]): Properties {
  const entries = Object.keys(props).map((key): [string, unknown] => [
    key,
    plainAt(props, key, key, candidatesOf(key)),
  ]);
  return Object.fromEntries(entries);
}

function plainAt(holder: object, key: string, path: string, candidates: readonly Candidate[]): unknown {
  let value: unknown;
  try {
    value = (holder as Record<string, unknown>)[key];
  } catch {
    return new Unknown(`${path} is known only once the stack is up`, candidates);
  }
  if (Array.isArray(value)) {
    const list: object = value;
    return Array.from({ length: value.length }, (_, index) =>
      plainAt(list, String(index), `${path}[${index}]`, candidates),
    );
  }
  if (typeof value === "object" && value !== null) {
    const holderOfMore = value;
    return Object.fromEntries(
      Object.keys(value).map((name) => [name, plainAt(holderOfMore, name, `${path}.${name}`, candidates)]),
    );
  }
  return value;
}
