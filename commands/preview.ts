import { Command } from "commander";
import { policyPack, project } from "../repository";
import { previewExitCodes, previewStack } from "./previewStack";
import { run } from "./terminal";

const command = new Command("npm run preview --")
  .description("Previews a stack with the policy pack against the local AWS, also while npm start is running.")
  .option("--stack <name>", "the stack: dev, article or streaming", "dev")
  .action(({ stack }: { stack: string }) =>
    previewStack(project, { stack, pack: policyPack, command: "npm run preview" }),
  );

void run(command, previewExitCodes);
