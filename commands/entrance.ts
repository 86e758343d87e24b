import { Stacks } from "../tools/stacks";
import { run, Runnable } from "./terminal";

/** How a user runs the commands: as npm scripts of this repository, or with the executable of the package. */
export interface Entrance {
  /** What the user types before a command's options. */
  readonly usage: (name: string) => string;
  readonly stacks: Stacks;
}

/** Runs a command with the words of the command line. */
export function runFor(
  entrance: Entrance,
  define: (entrance: Entrance) => Runnable,
  words?: readonly string[],
): Promise<void> {
  const { command, exitCodes } = define(entrance);
  return run(command, exitCodes, words);
}
