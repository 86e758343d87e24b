import * as pulumi from "@pulumi/pulumi";
import { transformSync } from "esbuild";
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runInThisContext } from "node:vm";
import { root } from "../../repository";
import { printers } from "../../scripts/ruleExamples/print";
import { expectedInputs, Inputs, outputs, programs } from "../support/examplePrograms";
import { examplesInOneProgram, rulesWithExample } from "../support/ruleExamples";
import { findYaml, inYamlProject } from "../support/yaml";

/** Runs a program in TypeScript with mocks. */
async function typescriptInputs(source: string): Promise<Record<string, Inputs>> {
  const inputs: Record<string, Inputs> = {};
  await pulumi.runtime.setMocks({
    newResource: ({ name, inputs: given }) => {
      inputs[name] = given as Inputs;
      return { id: `${name}-id`, state: { ...outputs, ...(given as Inputs) } };
    },
    call: () => ({}),
  });
  const { code } = transformSync(source, { loader: "ts", format: "cjs" });
  const run = runInThisContext(`(require) => {${code}}`) as (load: NodeJS.Require) => void;
  run(require);
  await pulumi.runtime.disconnect();
  return inputs;
}

/** The violated rules in the engine's output, each with the name of its distribution. */
function violationsIn(output: string): string[] {
  const reports = output.matchAll(/^ +- \[(?:mandatory|advisory)\].* (\S+) {2}\(\S+: (\S+)\)$/gm);
  return [...reports]
    .map(([, policy = "", resource = ""]) => `${policy} on ${resource}`)
    .filter((report) => !report.startsWith("undetermined"))
    .sort();
}

describe("the printed examples of rules", () => {
  it("create the same resources in TypeScript", async () => {
    for (const [name, program] of programs) {
      assert.deepEqual(await typescriptInputs(printers.TypeScript(program)), expectedInputs(program), name);
    }
  });

  it("in YAML violate their rule, and with the fix no rule", async function () {
    this.timeout("5 min");
    const yaml = await findYaml("the examples of rules in YAML");
    if (yaml === undefined) {
      this.skip();
    }
    const folder = mkdtempSync(join(tmpdir(), "examples-"));
    const write = (state: "before" | "after", to: string) => {
      writeFileSync(join(to, "Pulumi.yaml"), printers.YAML(examplesInOneProgram(state)));
    };
    try {
      write("before", folder);
      await inYamlProject(yaml, folder, async ({ folder: project, pulumi: run }) => {
        const preview = () => run("preview", "--policy-pack", join(root, "policy-pack", "serve"));
        const before = await preview();
        assert.deepEqual(violationsIn(before.output), rulesWithExample.map((rule) => `${rule} on ${rule}`).sort());
        write("after", project);
        const after = await preview();
        assert.deepEqual(violationsIn(after.output), [], after.output);
        assert.equal(after.code, 0, after.output);
      });
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
