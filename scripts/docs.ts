import { Command } from "commander";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { format, resolveConfig } from "prettier";
import { commandsPage, documentedCommands } from "./commandsPage";
import { demoScript } from "./demoRoutes";
import { packageFolders, packageManifest } from "./manifests";
import { packReadme } from "./packReadme";
import { permissionsPage } from "./permissions/page";
import { policiesPage } from "./policiesPage";
import { sitePage } from "./sitePage";
import { run } from "../commands/terminal";
import { root } from "../repository";

const pages: Readonly<Record<string, () => string | Promise<string>>> = {
  "components/multiOriginSite/schema.json": async () => {
    // Loaded late: it loads all of Pulumi and TypeScript.
    const { siteSchema } = await import("./siteSchema");
    return siteSchema();
  },
  "docs/multi-origin-site.md": sitePage,
  "docs/policies.md": policiesPage,
  "docs/commands.md": async () => commandsPage(await documentedCommands()),
  "docs/permissions.md": permissionsPage,
  "policy-pack/README.md": packReadme,
  "site/assets/app.js": demoScript,
  ...Object.fromEntries(packageFolders.map((folder) => [`${folder}/package.json`, () => packageManifest(folder)])),
};

const command = new Command("npm run docs --")
  .description(
    "Generates docs/policies.md, docs/commands.md, docs/permissions.md, docs/multi-origin-site.md, the table of rules in policy-pack/README.md, the schema of MultiOriginSite, the routes in the script of the page, and the links in the packages' package.json.",
  )
  .option("--check", "write nothing, and list stale pages", false)
  .action(async ({ check }: { check: boolean }) => {
    for (const [name, write] of Object.entries(pages)) {
      const file = join(root, name);
      const page = await format(await write(), { ...(await resolveConfig(file)), filepath: file });
      if (!check) {
        writeFileSync(file, page);
      } else if (readFileSync(file, "utf8") !== page) {
        process.stderr.write(`${name} is stale; run npm run docs.\n`);
        process.exitCode = 1;
      }
    }
  });

void run(command, {
  0: "the pages are written, or with --check up to date",
  1: "with --check, a page is stale",
  2: "a page cannot be written, or an option is invalid",
});
