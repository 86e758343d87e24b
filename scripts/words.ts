import { Command } from "commander";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Failure, run } from "../commands/terminal";
import { root } from "../repository";

/** Words that this repository does not use in its texts and its names, and what to write instead. */
const replacements: readonly (readonly [avoided: string, instead: string])[] = [
  ["mend(?:s|ed|ing)?", "fix"],
  ["anew", "again"],
  ["nobody", "no one, nothing"],
  ["whoever", "anyone who"],
  ["of (?:its|their) own", "its own, their own"],
  ["beside", "next to, with"],
  ["alone", "only"],
  ["told", "configured, passed"],
  ["at hand", "available"],
  ["out of reach", "unreachable"],
  ["goes on", "continues"],
  ["lets? through", "allow, pass"],
  ["by its own name", "by its hostname"],
  ["(?:can't|cannot) be known", "unknown"],
  ["a text|texts", "a string, strings"],
  ["what came instead", "received"],
  ["the front(?!\\W?end)", "the distribution"],
  ["rooms?", "folder, package"],
  // Prose only: `says` is also a key of the output of diagnose.
  ["(?:says?|said|knows|hears|believes)(?= [a-z])", "print, report, assume"],
];

/** Finds the words in a file's content: `line: word; use ...`. */
export function findWords(content: string): string[] {
  return replacements.flatMap(([avoided, instead]) => {
    // A phrase may continue on the next line of a comment.
    const pattern = new RegExp(`\\b(?:${avoided.replaceAll(/ (?!\[)/g, "[\\s/*#]+")})(?!\\w)`, "gi");
    return [...content.matchAll(pattern)].map(({ 0: word, index }) => {
      const line = content.slice(0, index).split("\n").length;
      return `${line}: "${word.replaceAll(/\s+/g, " ")}"; use ${instead}`;
    });
  });
}

const notChecked = [":!package-lock.json", ":!README.ja.md", ":!LICENSE", ":!*/LICENSE", ":!test/fixtures", ":!*.svg"];

function trackedFiles(): string[] {
  const own = [":!scripts/words.ts", ":!test/scripts/words.test.ts"];
  const args = ["ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", ".", ...notChecked, ...own];
  const names = execFileSync("git", args, { cwd: root, encoding: "utf8" });
  return names.split("\0").filter((name) => name !== "");
}

const command = new Command("npm run words --")
  .description("Finds words that this repository does not use.")
  .action(() => {
    const found = trackedFiles().flatMap((file) =>
      findWords(readFileSync(join(root, file), "utf8")).map((finding) => `${file}:${finding}`),
    );
    if (found.length > 0) {
      throw new Failure(`found ${found.length} words to replace`, `${found.join("\n")}\n`);
    }
  });

if (require.main === module) {
  void run(command, { 0: "no such word is found", 1: "a word is found", 2: "the files cannot be read" });
}
