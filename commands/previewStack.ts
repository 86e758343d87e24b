import { rmSync } from "node:fs";
import type { Project } from "../local-aws/engine/project";
import { runVerbosely } from "./engine";
import { ExitCodes, printLine } from "./terminal";

interface PreviewOptions {
  readonly stack: string;
  /** The path of the policy pack; undefined to preview without one. */
  readonly pack: string | undefined;
  /** The command, for messages. */
  readonly command: string;
}

/** Previews a stack on a copy of its state, so that another command can deploy and serve it at the same time. */
export async function previewStack(project: Project, { stack, pack, command }: PreviewOptions): Promise<void> {
  const [{ openSession }, { copyState }] = await Promise.all([
    import("../local-aws/engine/session"),
    import("../local-aws/engine/stateCopy"),
  ]);
  const folder = copyState(project.stateFolder);
  try {
    const session = await openSession({ project, stackName: stack, command, folder, log: printLine });
    try {
      const policyPacks = pack === undefined ? [] : [pack];
      await runVerbosely((output) => session.stack.preview({ policyPacks, ...output }));
    } finally {
      session.close();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export const previewExitCodes: ExitCodes = {
  0: "no mandatory violation",
  1: "the policy pack rejects the stack, or the preview failed",
  2: "no such stack, an invalid configuration, or an option is invalid",
};
