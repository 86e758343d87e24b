import { Command } from "commander";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { format, resolveConfig } from "prettier";
import { withExitCodes } from "../local/commands/exitCodes";
import { root } from "../local/folders";
import { commandsPage } from "./commandsPage";
import { policiesPage } from "./policiesPage";
import { cannot, run } from "./terminal";

const pages: Readonly<Record<string, () => string | Promise<string>>> = {
  "policies.md": policiesPage,
  "commands.md": commandsPage,
};

const command = new Command("npm run docs --")
  .description("Writes the pages of docs/ that are made from the code: the policies' and the commands'.")
  .option("--check", "write nothing, and name the pages that are stale", false)
  .action(async ({ check }: { check: boolean }) => {
    for (const [name, write] of Object.entries(pages)) {
      const file = join(root, "docs", name);
      const page = await format(await write(), { ...(await resolveConfig(file)), parser: "markdown" });
      if (!check) {
        writeFileSync(file, page);
      } else if (readFileSync(file, "utf8") !== page) {
        process.stderr.write(`docs/${name} is stale; write it anew by npm run docs.\n`);
        process.exitCode = 1;
      }
    }
  });

void run(
  withExitCodes(command, {
    0: "written, or nothing is stale",
    1: "a page is stale",
    [cannot]: "a page can't be written, or an option is wrong",
  }),
);
