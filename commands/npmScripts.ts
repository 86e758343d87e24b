import { localStacks } from "../tools/localStacks";
import { Entrance } from "./entrance";

/** The npm scripts of this repository, which read the stacks of its local AWS. */
export const npmScripts: Entrance = {
  usage: (name) => `npm run ${name} --`,
  stacks: localStacks,
};
