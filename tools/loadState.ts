import { Stacks } from "./stacks";
import { State } from "./state";
import { readStateFile } from "./stateFile";

/** Selects the state of one stack. */
export interface StateOptions {
  /** The name of the stack. */
  readonly stack?: string;
  /** A file or a folder that `readStateFile` reads. */
  readonly state?: string;
}

/**
 * Loads the state of one stack.
 * @throws an error with what to do if there is none.
 */
export async function loadState({ stack, state }: StateOptions, stacks: Stacks): Promise<State> {
  return state === undefined ? stacks.load(stack) : readStateFile(state);
}
