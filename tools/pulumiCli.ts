import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { readState, State } from "./state";

/**
 * The output of the user's Pulumi CLI. It comes through a pipe: a state with its secrets is never written to a file.
 * @throws an error with the CLI's message.
 */
export async function pulumiOutput(...words: readonly string[]): Promise<string> {
  try {
    const { stdout } = await promisify(execFile)("pulumi", [...words], { maxBuffer: Infinity });
    return stdout;
  } catch (error) {
    const { code, stderr = "" } = error as { code?: unknown; stderr?: string };
    throw new Error(
      code === "ENOENT"
        ? "The Pulumi CLI (pulumi) is not on PATH. Install it (https://www.pulumi.com/docs/iac/download-install/), or pass --state <file>."
        : `pulumi ${words.join(" ")} failed: ${stderr.trim()}`,
      { cause: error },
    );
  }
}

/**
 * The state of a stack, with its secrets.
 * @param stack @default the stack that the CLI selects
 */
export async function exportedState(stack?: string): Promise<State> {
  const selected = stack === undefined ? [] : ["--stack", stack];
  return readState(
    JSON.parse(await pulumiOutput("stack", "export", "--show-secrets", "--non-interactive", ...selected)),
  );
}
