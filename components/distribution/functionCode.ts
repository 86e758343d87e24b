import { ImportDeclaration, parse, Program } from "acorn";

/** The code of a CloudFront Function in parts. */
export interface FunctionCode {
  /** The `import` statements, by the names that they declare. */
  readonly imports: ReadonlyMap<string, string>;
  /** The code without them. */
  readonly body: string;
  /** Whether a statement declares `handler`, the function that CloudFront calls. */
  readonly hasHandler: boolean;
}

/** @throws SyntaxError if the code is not valid JavaScript */
export function readFunctionCode(code: string): FunctionCode {
  const program = parse(code, { ecmaVersion: "latest", sourceType: "module" });
  const imports = program.body.filter((statement) => statement.type === "ImportDeclaration");
  return {
    imports: new Map(imports.flatMap(importsOf)),
    body: [...imports]
      .reverse()
      .reduce((rest, { start, end }) => rest.slice(0, start) + rest.slice(end), code)
      .trim(),
    hasHandler: program.body.some(declaresHandler),
  };
}

function declaresHandler(statement: Program["body"][number]): boolean {
  if (statement.type === "FunctionDeclaration") {
    return statement.id.name === "handler";
  }
  return (
    statement.type === "VariableDeclaration" &&
    statement.declarations.some(({ id }) => id.type === "Identifier" && id.name === "handler")
  );
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
