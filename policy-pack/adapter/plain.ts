import { Unknown } from "../program/maybe";
import { propertiesBehindProxies } from "./decodeOnRead";
import { Resource } from "../program/resource";
import { Properties } from "../program/readValue";

type Sources = () => readonly Resource[];

const nowhere: Sources = () => [];

/** What the engine sends in place of an unknown value: https://github.com/pulumi/pulumi/blob/master/sdk/go/common/resource/plugin/rpc.go */
const unknownValues: ReadonlySet<string> = new Set([
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
  "030794c1-ac77-496b-92df-f27374a8bd58",
  "e48ece36-62e2-4504-bad9-02848725956a",
]);

/**
 * Converts the properties that the SDK passes to a policy into plain values. An unknown value becomes an `Unknown`, so that
 * rules can still check the other values. Reading it from the SDK's proxies throws.
 * @param owner what the name of an unknown value begins with
 */
export function plainProperties(
  props: object,
  sourcesOf: (property: string) => Sources = () => nowhere,
  owner = "",
): Properties {
  return plainObject(propertiesBehindProxies(props), (key) => `${owner}${key}`, sourcesOf);
}

function plainObject(
  holder: object,
  pathOf: (key: string) => string,
  sourcesOf: (property: string) => Sources,
): Properties {
  const plain: Record<string, unknown> = {};
  for (const key of Object.keys(holder)) {
    plain[key] = plainAt(holder, key, pathOf(key), sourcesOf(key));
  }
  return plain;
}

function plainAt(holder: object, key: string, path: string, sources: Sources): unknown {
  let value: unknown;
  try {
    value = (holder as Record<string, unknown>)[key];
  } catch {
    return unknownAt(path, sources);
  }
  if (typeof value === "string") {
    return unknownValues.has(value) ? unknownAt(path, sources) : value;
  }
  if (Array.isArray(value)) {
    const list: object = value;
    return Array.from({ length: value.length }, (_, index) =>
      plainAt(list, String(index), `${path}[${index}]`, sources),
    );
  }
  return typeof value === "object" && value !== null
    ? plainObject(
        value,
        (name) => `${path}.${name}`,
        () => sources,
      )
    : value;
}

function unknownAt(path: string, sources: Sources): Unknown {
  return new Unknown(`${path} is known only after deployment`, sources);
}
