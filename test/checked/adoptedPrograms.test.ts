import assert from "node:assert/strict";
import fc from "fast-check";
import { join } from "node:path";
import ts from "typescript";
import { root } from "../../repository";
import { adoptionOf } from "../../tools/adopt/adoption";
import { programOf } from "../../tools/adopt/program";
import { Account } from "../../local-aws/aws/account";
import { createIn, randomExistingDistributions, stateOfAccount } from "../support/existingDistributions";

const options: ts.CompilerOptions = {
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noUnusedLocals: true,
  noEmit: true,
  skipLibCheck: true,
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  target: ts.ScriptTarget.ES2022,
  paths: { "pulumi-multi-origin": [join(root, "components", "index.ts")] },
};

/** The compiler's errors in these programs, as if each was a file of this checkout. */
function errorsIn(programs: readonly string[]): readonly string[] {
  const files = new Map(programs.map((text, index) => [join(root, "test", `adopted${index}.ts`), text]));
  const host = ts.createCompilerHost(options);
  const onDisk = { fileExists: host.fileExists.bind(host), readFile: host.readFile.bind(host) };
  host.fileExists = (name) => files.has(name) || onDisk.fileExists(name);
  host.readFile = (name) => files.get(name) ?? onDisk.readFile(name);
  const compiled = ts.createProgram([...files.keys()], options, host);
  return [...files].flatMap(([name, text]) =>
    ts
      .getPreEmitDiagnostics(compiled, compiled.getSourceFile(name))
      .map(({ messageText }) => `${ts.flattenDiagnosticMessageText(messageText, "\n")}\n${text}`),
  );
}

describe("The programs that adopt prints", () => {
  it("compile with strict settings, for each form of them", () => {
    const adoptions = fc.sample(randomExistingDistributions, { numRuns: 500, seed: 1 }).flatMap((program) => {
      const account = new Account();
      return program === undefined || createIn(account, program) !== undefined
        ? []
        : [adoptionOf(stateOfAccount(account))];
    });
    const programs = adoptions.map(programOf);
    const forms = [
      /new MultiOriginDistribution/,
      /new aws\.cloudfront\.Distribution/,
      /accessControl\.id/,
      /requireSecret/,
    ];
    for (const form of forms) {
      assert.ok(
        programs.some((program) => form.test(program)),
        String(form),
      );
    }
    assert.deepEqual(errorsIn(programs), []);
  });
});
