import type { Program } from "./workspace";

/** A Pulumi project whose stacks run against the local AWS. */
export interface Project {
  /** The folder that has `Pulumi.yaml` and the stack files. */
  readonly folder: string;
  /** The state of the engine and of the account, unless a session names another folder. */
  readonly stateFolder: string;
  readonly loadProgram: () => Program;
}
