import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../repository";

/** What a reader of a README does: run the commands of a block, or write a file. */
export type Step = { readonly lines: readonly string[] } | { readonly file: string; readonly content: string };

const step = /^```sh\n([^]*?)^```$|^`([\w./-]+)`:\n\n```\w+\n([^]*?)^```$/gm;

/** The steps of a README in its order. A file has its name in the line before its block. */
export function readmeSteps(folder: string): Step[] {
  const readme = readFileSync(join(root, folder, "README.md"), "utf8");
  return [...readme.matchAll(step)].map(([, commands, file = "", content = ""]) =>
    commands === undefined ? { file, content } : { lines: commands.trim().split("\n") },
  );
}
