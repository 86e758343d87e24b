import { Command, Option } from "commander";
import { loadState, StateOptions } from "../tools/loadState";
import { mapMarkdown } from "../tools/map/markdown";
import { mapMermaid } from "../tools/map/mermaid";
import { mapOf } from "../tools/map/mapOf";
import { mapText } from "../tools/map/text";
import { withState } from "./options";
import { print, printJson, run } from "./terminal";

interface Options extends StateOptions {
  readonly json: boolean;
  readonly mermaid: boolean;
  readonly markdown: boolean;
}

const command = withState(
  new Command("npm run map --").description(
    "Prints each distribution with its viewers, cache behaviors and origins. Requests that will be rejected are red.",
  ),
)
  .addOption(new Option("--json", "print the map as JSON").default(false).conflicts(["mermaid", "markdown"]))
  .addOption(new Option("--mermaid", "print a Mermaid flowchart").default(false).conflicts("markdown"))
  .option("--markdown", "print a pull request comment: the flowchart and the findings", false)
  .action(async (options: Options) => {
    const state = await loadState(options);
    if (options.json) {
      printJson(mapOf(state));
    } else if (options.mermaid) {
      print(mapMermaid(mapOf(state)));
    } else {
      print(options.markdown ? mapMarkdown(state) : mapText(mapOf(state)));
    }
  });

void run(command, {
  0: "the map is printed, whatever the findings (npm run audit fails on findings)",
  2: "no state, or an invalid option",
});
