import { readFunctionCode } from "./functionCode";

export const viewerEvents = ["request", "response"] as const;
export type ViewerEvent = (typeof viewerEvents)[number];

/**
 * One function that runs the handlers of several functions for the same type of event, one after another. A handler gets the
 * request or response that the handler before it returned. If a handler for requests returns a response, that is the result.
 * Each function keeps its own scope, so their names do not clash. Their imports have one scope: see `importClash`.
 */
export function mergedCode(event: ViewerEvent, codes: readonly string[]): string {
  const parts = codes.map(readFunctionCode);
  const imports = new Set(parts.flatMap((part) => [...part.imports.values()]));
  const steps = parts.map(
    ({ body }, index) => `const ${stepName(index)} = (function () {\n${body}\nreturn handler;\n})();`,
  );
  return [...imports, ...steps, handler(event, codes.length)].join("\n\n").concat("\n");
}

/** A name that the code and one of the others import from different modules. */
export function importClash(code: string, others: readonly string[]): string | undefined {
  const own = [...readFunctionCode(code).imports];
  const ofOthers = others.flatMap((other) => [...readFunctionCode(other).imports]);
  return own.find(([name, statement]) => ofOthers.some((other) => other[0] === name && other[1] !== statement))?.[0];
}

function handler(event: ViewerEvent, count: number): string {
  const calls = Array.from({ length: count - 1 }, (_, index) =>
    event === "response" ? [`  event.response = await ${stepName(index)}(event);`] : requestCall(index),
  );
  return ["async function handler(event) {", ...calls.flat(), `  return ${stepName(count - 1)}(event);`, "}"].join(
    "\n",
  );
}

function requestCall(index: number): string[] {
  const result = `result${index + 1}`;
  return [
    `  const ${result} = await ${stepName(index)}(event);`,
    `  if (${result}.statusCode !== undefined) {`,
    `    return ${result};`,
    "  }",
    `  event.request = ${result};`,
  ];
}

function stepName(index: number): string {
  return `step${index + 1}`;
}
