import { Unknown } from "../program/maybe";
import { Resource } from "../program/resource";
import { Properties } from "../program/readValue";

type Sources = () => readonly Resource[];

const nowhere: Sources = () => [];

/**
 * Converts the properties that the SDK passes to a policy into plain values. Reading an unknown value there throws. Here it
 * becomes an `Unknown`, so that rules can still check the other values.
 * @param owner what the name of an unknown value begins with
 */
export function plainProperties(
  props: object,
  sourcesOf: (property: string) => Sources = () => nowhere,
  owner = "",
): Properties {
  return Object.fromEntries(
    Object.keys(props).map((key) => [key, plainAt(props, key, `${owner}${key}`, sourcesOf(key))]),
  );
}

function plainAt(holder: object, key: string, path: string, sources: Sources): unknown {
  let value: unknown;
  try {
    value = (holder as Record<string, unknown>)[key];
  } catch {
    return new Unknown(`${path} is known only after deployment`, sources);
  }
  if (Array.isArray(value)) {
    const list: object = value;
    return Array.from({ length: value.length }, (_, index) =>
      plainAt(list, String(index), `${path}[${index}]`, sources),
    );
  }
  if (typeof value === "object" && value !== null) {
    const inner = value;
    return Object.fromEntries(
      Object.keys(value).map((name) => [name, plainAt(inner, name, `${path}.${name}`, sources)]),
    );
  }
  return value;
}
