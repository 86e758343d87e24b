import assert from "node:assert/strict";
import { EmptyMachine, emptyMachine } from "../support/emptyMachine";
import { readmeSteps } from "../support/readmeSteps";
import { sh } from "../support/shell";

/** The exit codes that a line may have, other than 0: the stack has a finding, and this machine may reach no website. */
const otherCodes: readonly (readonly [RegExp, readonly number[]])[] = [
  [/ audit /, [1]],
  [/ diagnose /, [1, 2]],
];

describe("From the tarballs, an empty folder and an empty home folder", () => {
  let machine: EmptyMachine;

  before(async () => {
    machine = await emptyMachine("fake");
  });

  after(() => {
    machine.stop();
  });

  for (const folder of ["components", "policy-pack"]) {
    it(`each shell command of ${folder}/README.md works`, async () => {
      const empty = machine.folder();
      const blocks = readmeSteps(folder).flatMap((step) => ("lines" in step ? [step.lines] : []));
      assert.ok(blocks.length > 1);
      for (const lines of blocks) {
        let script = machine.setEnvironment;
        for (const line of lines.map((one) => one.replaceAll("<organization>", "acme"))) {
          const { code, output } = await sh(`set -e\n${script}${line}`, empty);
          const [, allowed = []] = otherCodes.find(([pattern]) => pattern.test(line)) ?? [];
          assert.ok([0, ...allowed].includes(code ?? -1), `${line}\nexited with ${code}:\n${output}`);
          script += line.startsWith("cd ") ? `${line}\n` : "";
        }
      }
    });
  }
});
