import { ImportDeclaration, parse } from "acorn";
import type { FunctionRuntime } from "../../../aws/cloudfront/functions";
import { rejectUnsupported } from "./unsupported";

interface Replacement {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/**
 * Converts code for the sandbox, which defines `require`: an `import` becomes a `require`.
 * @throws if the code is not valid JavaScript, or not for this runtime
 */
export function loadable(code: string, runtime: FunctionRuntime): string {
  const program = parse(code, { ecmaVersion: "latest", sourceType: "module", locations: true });
  rejectUnsupported(program, runtime);
  const replacements = program.body.filter((node) => node.type === "ImportDeclaration").map(requireOf);
  return `(function (require, console) { "use strict";\n${replaced(code, replacements)}\nreturn handler; })`;
}

/** The modules of CloudFront's runtime have one export, so it is the default one and the namespace. */
function requireOf({ start, end, specifiers, source }: ImportDeclaration): Replacement {
  const required = `require(${source.raw ?? ""})`;
  const declared = specifiers.map((specifier) => {
    const name = importedName(specifier);
    return name === "default"
      ? `${specifier.local.name} = ${required}`
      : `{ ${name}: ${specifier.local.name} } = ${required}`;
  });
  return { from: start, to: end, text: declared.length === 0 ? `${required};` : `const ${declared.join(", ")};` };
}

function importedName(specifier: ImportDeclaration["specifiers"][number]): string {
  if (specifier.type !== "ImportSpecifier") {
    return "default";
  }
  const { imported } = specifier;
  return imported.type === "Identifier" ? imported.name : JSON.stringify(imported.value);
}

function replaced(code: string, replacements: readonly Replacement[]): string {
  let result = code;
  for (const { from, to, text } of [...replacements].sort((one, other) => other.from - one.from)) {
    result = `${result.slice(0, from)}${text}${result.slice(to)}`;
  }
  return result;
}
