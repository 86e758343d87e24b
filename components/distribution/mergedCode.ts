import { FunctionCode, readFunctionCode } from "./functionCode";

export const viewerEvents = ["request", "response"] as const;
export type ViewerEvent = (typeof viewerEvents)[number];

/**
 * One function that runs the handlers of several functions for the same type of event, one after another. A handler gets the
 * request or response that the handler before it returned. If a handler for requests returns a response, that is the result.
 *
 * The functions share one scope, because an async handler cannot be a closure. Names that several of them declare are changed;
 * for imports, see `importClash`.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/async-await-syntax.html
 */
export function mergedCode(event: ViewerEvent, codes: readonly string[]): string {
  const parts = codes.map(readFunctionCode);
  const imports = new Map(parts.flatMap((part) => [...part.imports]));
  const newNames = distinctNames(parts, ["handler", ...imports.keys()], codes);
  const handlers = newNames.map((names) => names.get("handler") ?? "handler");
  return [
    ...new Set(imports.values()),
    ...parts.map((part, index) => part.rename(newNames[index] ?? new Map())),
    handlerOf(event, handlers),
  ]
    .join("\n\n")
    .concat("\n");
}

/** A name that the code and one of the others import from different modules. */
export function importClash(code: string, others: readonly string[]): string | undefined {
  const own = [...readFunctionCode(code).imports];
  const ofOthers = others.flatMap((other) => [...readFunctionCode(other).imports]);
  return own.find(([name, statement]) => ofOthers.some((other) => other[0] === name && other[1] !== statement))?.[0];
}

/** For each function, new names for those that are taken. */
function distinctNames(
  parts: readonly FunctionCode[],
  reserved: readonly string[],
  codes: readonly string[],
): ReadonlyMap<string, string>[] {
  const words = new Set(codes.join("\n").match(/[\w$]+/g));
  const taken = new Set(reserved);
  return parts.map(({ names }) => {
    const clashing = names.filter((name) => taken.has(name));
    const renamed = clashing.map((name): [string, string] => {
      const newName = freeName(name, words);
      words.add(newName);
      return [name, newName];
    });
    names.forEach((name) => taken.add(name));
    return new Map(renamed);
  });
}

function freeName(name: string, words: ReadonlySet<string>): string {
  for (let count = 1; ; count += 1) {
    const candidate = `${name}${count}`;
    if (!words.has(candidate)) {
      return candidate;
    }
  }
}

function handlerOf(event: ViewerEvent, handlers: readonly string[]): string {
  const [last = "", ...earlier] = [...handlers].reverse();
  const calls = earlier
    .reverse()
    .flatMap((name) => (event === "response" ? [`  event.response = await ${name}(event);`] : requestCall(name)));
  return ["async function handler(event) {", ...calls, `  return ${last}(event);`, "}"].join("\n");
}

function requestCall(name: string): string[] {
  const result = `resultOf${name.charAt(0).toUpperCase()}${name.slice(1)}`;
  return [
    `  const ${result} = await ${name}(event);`,
    `  if (${result}.statusCode !== undefined) {`,
    `    return ${result};`,
    "  }",
    `  event.request = ${result};`,
  ];
}
