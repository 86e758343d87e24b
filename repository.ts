import { join } from "node:path";
import type { Program, Project } from "./local-aws/engine/project";

export const root = __dirname;
/** Everything that the local commands write: the state of the engine and of the local AWS, certificates. Git-ignored. */
export const localFolder = join(root, ".local");
/** The policy pack's executable, for `--policy-pack`. */
export const policyPack = join(root, "policy-pack", "serve");

/** This repository's program, as the local AWS opens its stacks. */
export const project: Project = {
  folder: root,
  stateFolder: localFolder,
  loadProgram,
  existingHostedZones: ({ "multi-origin:hostedZone": name }) => (typeof name === "string" ? [name] : []),
};

/** Loads the program only for commands that need it. The function that it exports runs once for each operation. */
export function loadProgram(): Program {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- the program's module is `export =`
  return require("./index") as Program;
}
