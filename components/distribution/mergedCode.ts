/**
 * One function that runs the handlers of several functions for viewer requests, one after another. A handler gets the request
 * that the handler before it returned, unless that one returned a response. Each function keeps its own scope, so their names
 * do not clash.
 */
export function mergedCode(codes: readonly string[]): string {
  const imports = new Set(codes.flatMap((code) => code.match(importLine) ?? []));
  const steps = codes.map((code, index) => scoped(`step${index + 1}`, code.replace(importLine, "").trim()));
  return [...[...imports].map((line) => line.trimEnd()), ...steps, handlerOf(codes.length)].join("\n\n").concat("\n");
}

const importLine = /^import .+;\n/gm;

function scoped(name: string, code: string): string {
  return `const ${name} = (function () {\n${code}\nreturn handler;\n})();`;
}

function handlerOf(count: number): string {
  const [last = 0, ...earlier] = Array.from({ length: count }, (_, index) => index + 1).reverse();
  return [
    "async function handler(event) {",
    ...earlier
      .reverse()
      .map((step) =>
        [
          `  const result${step} = await step${step}(event);`,
          `  if (result${step}.statusCode !== undefined) {`,
          `    return result${step};`,
          "  }",
          `  event.request = result${step};`,
        ].join("\n"),
      ),
    `  return step${last}(event);`,
    "}",
  ].join("\n");
}
