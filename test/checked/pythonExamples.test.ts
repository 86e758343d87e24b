import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { root } from "../../repository";
import { printers } from "../../scripts/ruleExamples/print";
import { expectedInputs, Inputs, outputs, programs } from "../support/examplePrograms";
import { findPython } from "../support/python";

describe("the printed examples of rules", () => {
  it("create the same resources in Python", function () {
    this.timeout("5 min");
    const python = findPython("the examples of rules in Python");
    if (python === undefined) {
      this.skip();
    }
    const sources = Object.fromEntries([...programs].map(([name, program]) => [name, printers.Python(program)]));
    const printed = execFileSync(python, [join(root, "test", "support", "resources.py")], {
      input: JSON.stringify({ programs: sources, outputs }),
      encoding: "utf8",
    });
    const inputs = JSON.parse(printed) as Record<string, Record<string, Inputs>>;
    for (const [name, program] of programs) {
      assert.deepEqual(inputs[name], expectedInputs(program), name);
    }
  });
});
