import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { Stacks } from "./stacks";
import { readState, State } from "./state";

/** The stacks of the Pulumi project in the working directory, as the user's CLI reads them. */
export const projectStacks: Stacks = {
  title: "a stack of the project in this folder, which pulumi stack export reads",
  load: exportStack,
};

/** The state has secrets in plain text, so it is read from the CLI's output and never written to a file. */
async function exportStack(name?: string): Promise<State> {
  const selected = name === undefined ? [] : ["--stack", name];
  const words = ["stack", "export", "--show-secrets", "--non-interactive", ...selected];
  const state = readState(JSON.parse(await outputOf("pulumi", words)));
  if (state.resources.length === 0) {
    throw new Error(
      `${name === undefined ? "The selected stack" : `Stack "${name}"`} has no resources. Run pulumi up.`,
    );
  }
  return state;
}

async function outputOf(command: string, words: readonly string[]): Promise<string> {
  try {
    const { stdout } = await promisify(execFile)(command, words, { maxBuffer: Infinity });
    return stdout;
  } catch (error) {
    const { code, stderr = "" } = error as { code?: unknown; stderr?: string };
    throw new Error(
      code === "ENOENT"
        ? `The Pulumi CLI (${command}) is not on PATH. Install it (https://www.pulumi.com/docs/iac/download-install/), or pass --state <file>.`
        : `pulumi ${words.join(" ")} failed: ${stderr.trim()}`,
      { cause: error },
    );
  }
}
