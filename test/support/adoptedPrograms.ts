import { createRequire } from "node:module";
import { runInThisContext } from "node:vm";
import ts from "typescript";
import * as components from "../../components/index";
import { Properties } from "../../policy-pack/program/readValue";

/** A printed program for a stack with other ones: the names of its resources and its configuration keys begin with a prefix. */
export function inSharedStack(program: string, prefix: string): string {
  return program
    .replaceAll('"front', `"${prefix}-front`)
    .replaceAll('config.requireSecret("', `config.requireSecret("${prefix}-`);
}

/** The configuration of that stack: the values of the distribution's custom headers. */
export function headerConfig({ origins = [] }: Properties, prefix: string): Readonly<Record<string, string>> {
  const values = (origins as readonly Properties[]).flatMap(({ originId, customHeaders = [] }) =>
    (customHeaders as readonly Properties[]).map(
      ({ name, value }) => [`${prefix}-${String(originId)}-${String(name)}`, String(value)] as const,
    ),
  );
  return Object.fromEntries(values);
}

/** The program of the second update, as its comments say: without the transform, or without the option `import`. */
export function withoutImport(program: string): string {
  return program
    .replace(/^ {2}\{\n {4}\/\/ Remove the transform.*?^ {2}\},\n/ms, "")
    .replace(/^ {2}\{ import: ".*" \},\n/m, "");
}

/** Runs a printed program, as the nodejs runtime would. */
export function runPrinted(program: string): void {
  const { outputText } = ts.transpileModule(program, {
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
  });
  const requireHere = createRequire(__filename);
  const load = (name: string): unknown =>
    name === "pulumi-multi-origin" ? components : (requireHere(name) as unknown);
  const main = runInThisContext(`(function (require, exports) {${outputText}})`) as (
    require: typeof load,
    exports: object,
  ) => void;
  main(load, {});
}

/** The settings that a program lists as changed, as `setting: before -> after`. Values of lists of objects are left out. */
export function listedChanges(program: string): readonly string[] {
  const lines = [...program.matchAll(/^\/\/ - (.*)$/gm)].map(([, line = ""]) => line);
  return [...new Set(lines.map((line) => line.replace(listItem, "$1")))].sort();
}

const listItem = /^((.*: )?(customHeaders|customErrorResponses|(lambdaF|f)unctionAssociations))\..*$/;
