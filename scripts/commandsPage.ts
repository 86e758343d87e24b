import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { root } from "../repository";

export interface Documented {
  /** As it is typed, without options. */
  readonly command: string;
  /** Its name in package.json. */
  readonly script: string;
  readonly help: string;
}

/** docs/commands.md, from the commands' own help. */
export function commandsPage(commands: readonly Documented[]): string {
  return `<!-- Written by npm run docs from each command's --help; npm run check fails where it is stale. -->

# Commands

Options come behind \`--\`: \`npm start -- --port 0\`. Colour is for a terminal alone, and \`NO_COLOR\` turns it off.

| Command | What it does | Exit codes |
| --- | --- | --- |
${commands.map(row).join("\n")}

${commands.map(({ command, help }) => `## ${command}\n\n\`\`\`text\n${help}\`\`\`\n`).join("\n")}`;
}

/** Those of package.json that are TypeScript of this repository; the others are npm's and the linters'. */
export function documentedCommands(): Promise<Documented[]> {
  const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
    readonly scripts: Readonly<Record<string, string>>;
  };
  const ours = Object.entries(scripts).filter(([, line]) => /^node -r \S+ \S+\.ts$/.test(line));
  return Promise.all(
    ours.map(async ([script, line]) => {
      const [, ...words] = line.split(" ");
      const { stdout } = await promisify(execFile)(process.execPath, [...words, "--help"], { cwd: root });
      return { command: script === "start" ? "npm start" : `npm run ${script}`, script, help: stdout };
    }),
  );
}

/** A help is paragraphs: the usage, what it does, arguments and options, the exit codes. */
function row({ command, help }: Documented): string {
  const [, description = ""] = help.split("\n\n");
  const codes = [...help.matchAll(/^ {2}(\d) {2}(.+)$/gm)].map(([, code = "", meaning = ""]) => `${code}: ${meaning}`);
  return `| [\`${command}\`](#${command.replaceAll(" ", "-")}) | ${inCell(description)} | ${codes.map(inCell).join("<br>")} |`;
}

function inCell(text: string): string {
  return text.replace(/\s+/g, " ").replace(/[<>|*_]/g, "\\$&");
}
