import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { root } from "../../repository";
import { absoluteRow, interleaved, Measure, timed } from "../measure";

const executable = join(root, "policy-pack", "cli.cjs");

/** How long the executable of the policies' package takes, from the start of Node.js to its end. */
export const packageExecutable: Measure = {
  run: async ({ rounds }) => {
    const help = () => timed(() => promisify(execFile)(process.execPath, [executable, "--help"]));
    const { help: milliseconds = Number.NaN } = await interleaved(rounds, { help });
    return [absoluteRow("pulumi-multi-origin-policies --help", "ms", milliseconds, { must: 150, strive: 100 })];
  },
};
