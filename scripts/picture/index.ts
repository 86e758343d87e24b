import { Command } from "commander";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Failure, printLine, run } from "../../commands/terminal";
import { root } from "../../repository";

const file = "docs/trap.svg";

const command = new Command("npm run picture --")
  .description(
    `Writes ${file}, the picture in README: deploys a mistake of npm run trap and then the fix on the local AWS, sends a request for each cache behavior, and draws the results.`,
  )
  .action(async () => {
    const [{ runScenes }, { pictureSvg }] = await Promise.all([import("./scenes"), import("./svg")]);
    const folder = mkdtempSync(join(tmpdir(), "picture-"));
    try {
      const scenes = await runScenes(folder);
      const [trap, fix] = [scenes.trap, scenes.fix].map(({ requests }) =>
        requests.some(({ status }) => status === 403),
      );
      if (trap !== true || fix !== false) {
        throw new Failure("Not drawn: the mistake must return 403, and the fix must not.");
      }
      writeFileSync(join(root, file), pictureSvg(scenes));
      printLine(`Wrote ${file}.`);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
    process.exit(0);
  });

void run(command, {
  0: "the picture is written",
  1: "the mistake or the fix behaved differently, or the engine failed",
  2: "an option is invalid",
});
