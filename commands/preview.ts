import { Command } from "commander";
import { policyPack, project } from "../repository";
import { runVerbosely } from "./engine";
import { printLine, run } from "./terminal";

const command = new Command("npm run preview --")
  .description("Previews a stack with the policy pack against the local AWS.")
  .option("--stack <name>", "the stack: dev or article", "dev")
  .action(async ({ stack: stackName }: { stack: string }) => {
    const { openSession } = await import("../local-aws/engine/session");
    const session = await openSession({ project, stackName, command: "npm run preview", log: printLine });
    try {
      await runVerbosely((output) => session.stack.preview({ policyPacks: [policyPack], ...output }));
    } finally {
      session.close();
    }
  });

void run(command, {
  0: "no mandatory violation",
  1: "the policy pack rejects the stack, or the preview failed",
  2: "no such stack, an invalid configuration, another command is using .local, or an option is invalid",
});
