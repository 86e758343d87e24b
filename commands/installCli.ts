import { Command } from "commander";
import { findCli } from "../local-aws/engine/cli";
import { printLine, run } from "./terminal";

const command = new Command("installCli")
  .description("Installs the Pulumi CLI if there is none of the required version.")
  .action(async () => {
    await findCli(printLine);
  });

void run(command, { 0: "the CLI is available", 2: "it cannot be installed" });
