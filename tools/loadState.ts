import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { parse } from "yaml";
import { backendOf, engineVariables, stackExists } from "../local-aws/engine/backend";
import { findCli } from "../local-aws/engine/cli";
import { localFolder, root } from "../repository";
import { readState, readStateFile, State } from "./state";

/** Which state a tool looks at; the options of its command line. */
export interface StateOptions {
  /** A stack of the local AWS. @default "dev" */
  readonly stack?: string;
  /** A file that `pulumi stack export` or `pulumi preview --json` wrote, of a stack on AWS for instance. */
  readonly state?: string;
}

/**
 * The state of a deployed stack: of a file, or of the local AWS. It takes no lock, so it works while the stack is served.
 * @param folder where the local stacks live.
 * @throws an error that says what to run first.
 */
export async function loadState({ stack = "dev", state }: StateOptions, folder = localFolder): Promise<State> {
  if (state !== undefined) {
    return readStateFile(state);
  }
  const { name: project } = parse(readFileSync(join(root, "Pulumi.yaml"), "utf8")) as { readonly name: string };
  const deployed = stackExists(backendOf(folder), project, stack)
    ? await exportStack(`organization/${project}/${stack}`, folder)
    : undefined;
  if (deployed === undefined || deployed.resources.length === 0) {
    throw new Error(
      `There is no deployed stack "${stack}" on the local AWS. Deploy it by npm start${stack === "dev" ? "" : ` -- --stack ${stack}`}, ` +
        "or give a stack of AWS as --state <file>, written by pulumi stack export --show-secrets --file <file>.",
    );
  }
  return deployed;
}

/** By the engine's own CLI, since only it decrypts: one secret in a distribution's `origins` makes all of them one. */
async function exportStack(stack: string, folder: string): Promise<State> {
  const { command } = await findCli(() => undefined);
  const words = ["stack", "export", "--stack", stack, "--show-secrets"];
  const env = { ...process.env, ...engineVariables(folder) };
  const { stdout } = await promisify(execFile)(command, words, { cwd: backendOf(folder), env, maxBuffer: Infinity });
  return readState(JSON.parse(stdout));
}
