import { join } from "node:path";
import { recordedPorts } from "../local-aws/edge/servedPorts";
import { LocalProgram, Stacks } from "./stacks";

/** The stacks of a program on the local AWS. */
export function localStacks(program: LocalProgram): Stacks {
  return {
    title: "a stack of the local AWS",
    defaultName: "dev",
    // Loaded late: the engine's modules take longer to load than a command that reads a file runs.
    load: async (name) => (await import("./loadLocalStack")).loadLocalStack(program, name),
    localAws: {
      command: program.start(),
      authorities: ["ca.pem", "hostnames-ca.pem"].map((file) => join(program.stateFolder, "ca", file)),
      ports: () => recordedPorts(program.stateFolder),
    },
  };
}
