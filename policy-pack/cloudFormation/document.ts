import { isKnown, Maybe, Unknown } from "../program/maybe";
import { isObject, Properties } from "../program/readValue";

/** An object, or the object that a string in JSON or YAML has. */
export function readDocument(written: Maybe<unknown>, name: string): Maybe<Properties> {
  if (!isKnown(written) || isObject(written)) {
    return written;
  }
  const parsed = typeof written === "string" ? parseDocument(written) : undefined;
  return isObject(parsed)
    ? parsed
    : new Unknown(`${name} is not a valid JSON or YAML document`, undefined, {
        resolution: `Set ${name} to a literal document.`,
      });
}

/** Undefined if it is not valid. */
export function parseDocument(text: string): unknown {
  if (!/^\s*[{[]/.test(text)) {
    return yaml().parseYaml(text);
  }
  try {
    return JSON.parse(text);
  } catch {
    // YAML has the same brackets.
    return yaml().parseYaml(text);
  }
}

/** Loaded for the first document in YAML: an engine boots the pack twice in each update, and few programs have one. */
function yaml(): typeof import("./yamlTemplate") {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- an import would load it at boot
  return require("./yamlTemplate") as typeof import("./yamlTemplate");
}

/** No valid template has more levels. A template can be made to exhaust the stack. */
const mostLevels = 100;

export function isTooDeep(document: unknown): boolean {
  const left = [{ value: document, level: 0 }];
  for (const { value, level } of left) {
    if (level > mostLevels) {
      return true;
    }
    if (typeof value === "object" && value !== null && !(value instanceof Unknown)) {
      left.push(...Object.values(value).map((inner: unknown) => ({ value: inner, level: level + 1 })));
    }
  }
  return false;
}
