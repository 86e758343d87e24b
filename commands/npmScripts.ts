import { localFolder, root } from "../repository";
import { localStacks } from "../tools/localStacks";
import { LocalProgram } from "../tools/stacks";
import { Entrance } from "./entrance";

/** This repository's program. */
export const ownProgram: LocalProgram = {
  folder: root,
  stateFolder: localFolder,
  start: (stack) => (stack === undefined ? "npm start" : `npm start -- --stack ${stack}`),
};

/** The npm scripts of this repository, which read the stacks of its local AWS. */
export const npmScripts: Entrance = {
  usage: (name) => `npm run ${name} --`,
  stacks: localStacks(ownProgram),
};
