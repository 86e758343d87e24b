import type { ServedPorts } from "../local-aws/edge/servedPorts";
import { State } from "./state";

/** The stacks that a command's `--stack` selects. */
export interface Stacks {
  /** What `--stack` selects, for the command's help. */
  readonly title: string;
  /** The stack without `--stack`. @default the one that the stacks themselves select */
  readonly defaultName?: string;
  /** @throws an error with the command to run first. */
  readonly load: (name?: string) => Promise<State>;
  /** The local AWS, if the stacks are on it. */
  readonly localAws?: LocalAws;
}

/** A program whose stacks are on the local AWS. */
export interface LocalProgram {
  /** The folder with `Pulumi.yaml`. */
  readonly folder: string;
  /** The state of the engine and of the account. */
  readonly stateFolder: string;
  /** The command that deploys and serves a stack. @default without a stack: the one for `dev` */
  readonly start: (stack?: string) => string;
}

/** What a request needs to reach the edge of the local AWS. */
export interface LocalAws {
  /** The command that serves a stack. */
  readonly command: string;
  /** Files of its certificate authorities. A file may not exist. */
  readonly authorities: readonly string[];
  /** The ports of the last command that served a stack, or the default ones. */
  readonly ports: () => ServedPorts;
}
