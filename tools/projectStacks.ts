import { pulumiOutput } from "./pulumiCli";
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
  const state = readState(
    JSON.parse(await pulumiOutput("stack", "export", "--show-secrets", "--non-interactive", ...selected)),
  );
  if (state.resources.length === 0) {
    throw new Error(
      `${name === undefined ? "The selected stack" : `Stack "${name}"`} has no resources. Run pulumi up.`,
    );
  }
  return state;
}
