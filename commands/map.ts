import { Command, Option } from "commander";
import { withExitCodes } from "./exitCodes";
import { loadState, stateFile, StateOptions } from "../tools/loadState";
import { mapMarkdown } from "../tools/map/markdown";
import { mapMermaid } from "../tools/map/mermaid";
import { mapOf } from "../tools/map/mapOf";
import { mapText } from "../tools/map/text";
import { cannot, print, printJson, run } from "./terminal";

interface Options extends StateOptions {
  readonly json: boolean;
  readonly mermaid: boolean;
  readonly markdown: boolean;
}

const command = new Command("npm run map --")
  .description(
    "Shows each distribution as a whole: viewers, cache behaviors, origins, and in red where requests will be refused.",
  )
  .option("--stack <name>", "a stack of the local AWS", "dev")
  .option("--state <file>", stateFile)
  .addOption(new Option("--json", "the map as JSON").default(false).conflicts(["mermaid", "markdown"]))
  .addOption(new Option("--mermaid", "a Mermaid flowchart, for docs").default(false).conflicts("markdown"))
  .option("--markdown", "a comment for a pull request: the flowchart, and what the rules say", false)
  .action(async (options: Options) => {
    const state = await loadState(options);
    const maps = mapOf(state);
    if (options.json) {
      printJson(maps);
    } else if (options.mermaid) {
      print(mapMermaid(maps));
    } else if (options.markdown) {
      print(mapMarkdown(state));
    } else {
      print(maps.length === 0 ? "The stack has no CloudFront distribution.\n" : mapText(maps));
    }
  });

void run(
  withExitCodes(command, {
    0: "shown, whatever the verdict: npm run audit has a code for that",
    [cannot]: "no state, or an option is wrong",
  }),
);
