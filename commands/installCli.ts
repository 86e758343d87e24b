import { findCli } from "../local-aws/engine/cli";
import { Command } from "commander";
import { run, say } from "./engineTerminal";

const command = new Command("cli").description("Makes sure that there is a Pulumi CLI.").action(async () => {
  await findCli(say);
});

void run(command);
