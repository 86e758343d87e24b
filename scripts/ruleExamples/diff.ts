import { structuredPatch } from "diff";
import { printers } from "./print";
import { Example } from "./program";

/** The lines that fix an example, in each language, with the lines around them. */
export function fixes({ before, after }: Example): Map<string, string> {
  return new Map(
    Object.entries(printers).map(([language, print]) => {
      const { hunks } = structuredPatch("", "", print(before), print(after), "", "", { context: 2 });
      return [language, hunks.map(({ lines }) => lines.join("\n")).join("\n…\n")];
    }),
  );
}
