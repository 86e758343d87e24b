import { Command, Option } from "commander";
import { loadState, StateOptions } from "../../tools/loadState";
import { diffMarkdown } from "../../tools/map/diff/markdown";
import { diffOf } from "../../tools/map/diff/diffOf";
import { diffText } from "../../tools/map/diff/text";
import { mapMarkdown } from "../../tools/map/markdown";
import { mapMermaid } from "../../tools/map/mermaid";
import { mapOf } from "../../tools/map/mapOf";
import { mapText } from "../../tools/map/text";
import { readStateFile } from "../../tools/stateFile";
import { withState } from "../options";
import { Entrance } from "../entrance";
import { print, printJson, Runnable } from "../terminal";

interface Options extends StateOptions {
  readonly json: boolean;
  readonly mermaid: boolean;
  readonly markdown: boolean;
  /** The states before and after an update. */
  readonly diff?: readonly string[];
}

export function mapCommand({ usage, stacks }: Entrance): Runnable {
  const command = withState(
    new Command(usage("map")).description(
      "Prints each distribution with its viewers, cache behaviors and origins. Requests that will be rejected are red.",
    ),
    stacks,
  )
    .addOption(new Option("--json", "print the map as JSON").default(false).conflicts(["mermaid", "markdown"]))
    .addOption(new Option("--mermaid", "print a Mermaid flowchart").default(false).conflicts("markdown"))
    .option("--markdown", "print a pull request comment: the flowchart and the findings", false)
    .addOption(
      new Option(
        "--diff <files...>",
        "two files, before and after an update: print the paths whose origin, cache, credentials or findings change, and the " +
          "hazards of the update; with --markdown below the map after the update",
      ).conflicts(["stack", "state", "mermaid"]),
    )
    .action(async (options: Options) => {
      if (options.diff !== undefined) {
        printDiff(options.diff, options);
        return;
      }
      const state = await loadState(options, stacks);
      if (options.json) {
        printJson(mapOf(state));
      } else if (options.mermaid) {
        print(mapMermaid(mapOf(state)));
      } else {
        print(options.markdown ? mapMarkdown(state) : mapText(mapOf(state)));
      }
    });

  return {
    command,
    exitCodes: {
      0: "the map is printed, whatever the findings (audit fails on findings)",
      2: "no state, or an invalid option",
    },
  };
}

function printDiff(files: readonly string[], { json, markdown }: Options): void {
  const [before, after, ...others] = files;
  if (before === undefined || after === undefined || others.length > 0) {
    throw new Error(
      `--diff received ${files.length === 1 ? "1 file" : `${files.length} files`}; use --diff <before> <after>.`,
    );
  }
  const planned = readStateFile(after);
  const diff = diffOf(readStateFile(before), planned);
  if (json) {
    printJson(diff);
  } else {
    print(markdown ? `${mapMarkdown(planned)}\n${diffMarkdown(diff)}` : diffText(diff));
  }
}
