import { findCli } from "../cli";
import { Command } from "commander";
import { run, say } from "./terminal";

const command = new Command("cli").description("Makes sure that there is a Pulumi CLI.").action(async () => {
  await findCli(say);
});

void run(command);
