import { join } from "node:path";
import { localFolder } from "../repository";
import { localAddress } from "./diagnose/localAddress";
import { Stacks } from "./stacks";

/** The stacks of the local AWS. */
export const localStacks: Stacks = {
  title: "a stack of the local AWS",
  defaultName: "dev",
  // Loaded late: the engine's modules take longer to load than a command that reads a file runs.
  load: async (name) => (await import("./loadLocalStack")).loadLocalStack(name),
  localAws: {
    command: "npm start",
    authorities: ["ca.pem", "hostnames-ca.pem"].map((file) => join(localFolder, "ca", file)),
    addressOf: localAddress,
  },
};
