import type { Json, JsonObject } from "../aws/account";
import { DeclaredTypes, objectProperties } from "./sdk";

/**
 * Values that stand for what the local AWS does not compute.
 * @param pkg the package whose SDK declares the types
 * @param id the ID that each string contains
 */
export function placeholders(pkg: string, declared: DeclaredTypes, id: string): JsonObject {
  return Object.fromEntries(Object.entries(declared).map(([name, type]) => [name, placeholder(pkg, type, name, id)]));
}

/** A list has one item, so that a program can read the first one. */
function placeholder(pkg: string, type: string, name: string, id: string): Json {
  if (type.endsWith("[]")) {
    return [placeholder(pkg, type.slice(0, -2), name, id)];
  }
  if (type.startsWith("outputs.")) {
    return placeholders(pkg, objectProperties(pkg, type), id);
  }
  switch (type) {
    case "number":
      return 0;
    case "boolean":
      return false;
    case "{":
      return {};
    default:
      return placeholderString(name, id);
  }
}

/** A string that can stand for a hostname, which no DNS resolves. https://www.rfc-editor.org/rfc/rfc2606#section-2 */
function placeholderString(name: string, id: string): string {
  return `${name.toLowerCase()}.${id}.invalid`;
}
