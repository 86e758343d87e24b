import { Command } from "commander";
import { policyPack, project } from "../../repository";
import { run } from "../terminal";
import { startExitCodes, withStartOptions } from "./options";
import { start, StartOptions } from "./start";

const command = new Command("npm start --")
  .description(
    "Deploys a stack to the local AWS and serves it over HTTPS until Ctrl-C. Edits of the site, the functions, the program " +
      "and its configuration are served and deployed immediately. The state is kept in .local and used by the next npm start.",
  )
  .option("--stack <name>", "the stack: dev, article or streaming", "dev");

withStartOptions(command).action(async (options: Omit<StartOptions, "command" | "pack" | "paths">) => {
  await start(project, { ...options, command: "npm start", pack: policyPack, paths: ["/", "/api/hello"] });
  process.exit(0);
});

void run(command, startExitCodes);
