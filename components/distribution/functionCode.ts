import { ImportDeclaration, parse, Program } from "acorn";
import { simple } from "acorn-walk";
import { analyze, Variable } from "eslint-scope";

/** The code of a CloudFront Function in parts. */
export interface FunctionCode {
  /** The `import` statements, by the names that they declare. */
  readonly imports: ReadonlyMap<string, string>;
  /** The names that statements at the top level declare, without those of imports. */
  readonly names: readonly string[];
  readonly hasExports: boolean;
  /** Returns the code without imports, and with other names for these. */
  rename(names: ReadonlyMap<string, string>): string;
}

/** A part of the code that another text replaces. */
interface Replacement {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** @throws SyntaxError if the code is not valid JavaScript */
export function readFunctionCode(code: string): FunctionCode {
  const program = parse(code, { ecmaVersion: "latest", sourceType: "module", ranges: true });
  const imports = program.body.filter((statement) => statement.type === "ImportDeclaration");
  const declared = declaredVariables(program);
  const shorthand = shorthandValues(program);
  return {
    imports: new Map(imports.flatMap(importsOf)),
    names: declared.map(({ name }) => name),
    hasExports: program.body.some(({ type }) => type.startsWith("Export")),
    rename: (names) =>
      replaced(code, [
        ...imports.map(({ start, end }) => ({ from: start, to: end, text: "" })),
        ...declared.flatMap((variable) => replacementsOf(variable, names.get(variable.name), shorthand)),
      ]).trim(),
  };
}

function declaredVariables(program: Program): Variable[] {
  // The types of acorn and of eslint-scope describe the same tree, but differ in details.
  const tree = program as unknown as Parameters<typeof analyze>[0];
  const { globalScope } = analyze(tree, { ecmaVersion: 2022, sourceType: "module" });
  const variables = globalScope?.childScopes.find(({ type }) => type === "module")?.variables ?? [];
  return variables.filter(({ defs }) => defs.every(({ type }) => type !== "ImportBinding"));
}

/** The start of each value of `{ name }`, which is a key too. CloudFront's runtime has no patterns, which are written the same. */
function shorthandValues(program: Program): ReadonlySet<number> {
  const starts = new Set<number>();
  simple(program, {
    Property: ({ shorthand, start }) => {
      if (shorthand) {
        starts.add(start);
      }
    },
  });
  return starts;
}

function replacementsOf(
  { name, identifiers, references }: Variable,
  newName: string | undefined,
  shorthand: ReadonlySet<number>,
): Replacement[] {
  if (newName === undefined) {
    return [];
  }
  const places = [...identifiers, ...references.map(({ identifier }) => identifier)];
  const starts = new Set(places.flatMap(({ range }) => range?.[0] ?? []));
  return [...starts].map((from) => ({
    from,
    to: from + name.length,
    text: shorthand.has(from) ? `${name}: ${newName}` : newName,
  }));
}

function replaced(code: string, replacements: readonly Replacement[]): string {
  return [...replacements]
    .sort((one, other) => other.from - one.from)
    .reduce((result, { from, to, text }) => `${result.slice(0, from)}${text}${result.slice(to)}`, code);
}

function importsOf({ specifiers, source }: ImportDeclaration): [name: string, statement: string][] {
  const from = JSON.stringify(source.value);
  return specifiers.map((specifier) => {
    const { name } = specifier.local;
    switch (specifier.type) {
      case "ImportDefaultSpecifier":
        return [name, `import ${name} from ${from};`];
      case "ImportNamespaceSpecifier":
        return [name, `import * as ${name} from ${from};`];
      case "ImportSpecifier": {
        const { imported } = specifier;
        const exported = imported.type === "Identifier" ? imported.name : JSON.stringify(imported.value);
        return [name, `import { ${exported} as ${name} } from ${from};`];
      }
    }
  });
}
