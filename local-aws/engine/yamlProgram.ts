import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseDocument } from "yaml";
import type { UsedToken } from "../provider/schema";

/** The resource types and functions of a YAML program. https://www.pulumi.com/docs/iac/languages-sdks/yaml/yaml-language-reference/ */
export function usedTokens(folder: string): UsedToken[] {
  const contents = ["Pulumi.yaml", "Main.yaml"]
    .map((name) => join(folder, name))
    .filter((file) => existsSync(file))
    .map((file) => readFileSync(file, "utf8"));
  const outputs = contents.flatMap((text) => [...readProperties(text)]);
  return contents
    .flatMap((text) => tokensIn(parseDocument(text).toJS() as unknown))
    .map((found) => ({ ...found, outputs }));
}

type Found = Omit<UsedToken, "outputs">;

function tokensIn(value: unknown): Found[] {
  if (typeof value !== "object" || value === null) {
    return [];
  }
  const {
    type,
    properties,
    function: name,
    arguments: args,
  } = Object.fromEntries(Object.entries(value).map(([key, item]): [string, unknown] => [key.toLowerCase(), item]));
  return [
    ...(isToken(type) ? [{ token: type, isFunction: false, inputs: keysOf(properties) }] : []),
    ...(isToken(name) ? [{ token: name, isFunction: true, inputs: keysOf(args) }] : []),
    ...Object.values(value).flatMap(tokensIn),
  ];
}

function isToken(value: unknown): value is string {
  return typeof value === "string" && /^[\w-]+(:[\w/]+){1,2}$/.test(value);
}

function keysOf(value: unknown): string[] {
  return typeof value === "object" && value !== null ? Object.keys(value) : [];
}

/** The properties in `${name.property}` and `return: property`. */
function* readProperties(text: string): Iterable<string> {
  for (const [, read, returned] of text.matchAll(/\$\{[\w-]+\.(\w+)|^\s*return: *["']?(\w+)/gim)) {
    yield read ?? returned ?? "";
  }
}
