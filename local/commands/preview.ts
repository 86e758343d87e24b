import { Command } from "commander";
import { openSession, policyPack } from "../session";
import { withExitCodes } from "./exitCodes";
import { color, print, run, say } from "./terminal";

const command = new Command("npm run preview --")
  .description("Previews a stack with the policy pack against the local AWS.")
  .option("--stack <name>", "the stack: dev or article", "dev")
  .action(async ({ stack: stackName }: { stack: string }) => {
    const session = await openSession({ stackName, command: "npm run preview", say });
    try {
      await session.stack.preview({ policyPacks: [policyPack], onOutput: print, color });
    } finally {
      session.close();
    }
  });

void run(
  withExitCodes(command, {
    0: "nothing mandatory is violated",
    1: "the policy pack refuses the stack, it could not be previewed, or an option is wrong",
  }),
);
