import { Command, Option } from "commander";
import { deployedState, StateOptions } from "./deployedState";
import { mapMermaid } from "./map/mermaid";
import { mapOf } from "./map/mapOf";
import { mapText } from "./map/text";
import { print, printJson, run } from "./terminal";

interface Options extends StateOptions {
  readonly json: boolean;
  readonly mermaid: boolean;
}

const command = new Command("npm run map --")
  .description(
    "Shows each distribution as a whole: viewers, cache behaviors, origins, and in red where requests will be refused.\n" +
      "Exit code: 0 shown, whatever the verdict (npm run audit has one for that); 3 no state.",
  )
  .option("--stack <name>", "a stack of the local AWS", "dev")
  .option("--state <file>", "a stack of AWS instead: a file of pulumi stack export --show-secrets")
  .addOption(new Option("--json", "the map as JSON").default(false).conflicts("mermaid"))
  .addOption(new Option("--mermaid", "a Mermaid flowchart, for pull requests and docs").default(false))
  .action(async (options: Options) => {
    const maps = mapOf(await deployedState(options));
    if (options.json) {
      printJson(maps);
    } else if (options.mermaid) {
      print(mapMermaid(maps));
    } else {
      print(maps.length === 0 ? "The stack has no CloudFront distribution.\n" : mapText(maps));
    }
  });

void run(command);
