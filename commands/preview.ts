import { Command } from "commander";
import { withExitCodes } from "./exitCodes";
import { run } from "./engineTerminal";

const command = new Command("npm run preview --")
  .description("Previews a stack with the policy pack against the local AWS.")
  .option("--stack <name>", "the stack: dev or article", "dev")
  .action(async ({ stack }: { stack: string }) => {
    const { preview } = await import("./run/preview");
    await preview(stack);
  });

void run(
  withExitCodes(command, {
    0: "nothing mandatory is violated",
    1: "the policy pack refuses the stack, it could not be previewed, or an option is wrong",
  }),
);
