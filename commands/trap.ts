import { Command, Option } from "commander";
import { withExitCodes } from "./exitCodes";
import { run } from "./engineTerminal";

const command = new Command("npm run trap --")
  .description(
    "The incident, live: the policy pack refuses the mistake; without the pack it deploys and the front answers 403; " +
      "the fix answers 200.",
  )
  .addOption(new Option("--stack <name>", "one stack alone").choices(["article", "dev"]))
  .action(async ({ stack }: { stack?: string }) => {
    const { liveThrough } = await import("./run/trap");
    await liveThrough(stack);
    process.exit(0);
  });

void run(
  withExitCodes(command, {
    0: "all of it happened as described",
    1: "not so, or it could not be run, or an option is wrong",
  }),
);
