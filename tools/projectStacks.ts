import { exportedState } from "./pulumiCli";
import { Stacks } from "./stacks";
import { State } from "./state";

/** The stacks of the Pulumi project in the working directory, as the user's CLI reads them. */
export const projectStacks: Stacks = {
  title: "a stack of the project in this folder, which pulumi stack export reads",
  load: deployedState,
};

async function deployedState(name?: string): Promise<State> {
  const state = await exportedState(name);
  if (state.resources.length === 0) {
    throw new Error(
      `${name === undefined ? "The selected stack" : `Stack "${name}"`} has no resources. Run pulumi up.`,
    );
  }
  return state;
}
