import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { backendOf, engineVariables, stackExists } from "../local-aws/engine/backend";
import { findCli } from "../local-aws/engine/cli";
import { readProjectSettings } from "../local-aws/engine/project";
import { LocalProgram } from "./stacks";
import { readState, State } from "./state";

/**
 * Loads the state of a stack of the local AWS. It needs no lock, so it also works while a command serves the stack.
 * @throws an error with the command to run first.
 */
export async function loadLocalStack({ folder, stateFolder, start }: LocalProgram, stack = "dev"): Promise<State> {
  const { name: project } = readProjectSettings(folder);
  const deployed = stackExists(backendOf(stateFolder), project, stack)
    ? await exportStack(`organization/${project}/${stack}`, stateFolder)
    : undefined;
  if (deployed === undefined || deployed.resources.length === 0) {
    throw new Error(
      `Stack "${stack}" is not deployed on the local AWS. Run ${start(stack === "dev" ? undefined : stack)}. For a stack on AWS, run ` +
        "pulumi stack export --show-secrets --file <file> and pass --state <file>.",
    );
  }
  return deployed;
}

/** Uses the CLI, which decrypts: one secret in a distribution's `origins` encrypts the whole property. */
async function exportStack(stack: string, folder: string): Promise<State> {
  const { command } = await findCli(() => undefined);
  const words = ["stack", "export", "--stack", stack, "--show-secrets"];
  const env = { ...process.env, ...engineVariables(folder) };
  const { stdout } = await promisify(execFile)(command, words, { cwd: backendOf(folder), env, maxBuffer: Infinity });
  return readState(JSON.parse(stdout));
}
