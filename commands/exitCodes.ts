import { Command } from "commander";

/** What a command ends with, and when; the end of its help. */
export function withExitCodes(command: Command, meanings: Readonly<Record<number, string>>): Command {
  const lines = Object.entries(meanings).map(([code, meaning]) => `  ${code}  ${meaning}`);
  return command.addHelpText("after", `\nExit codes:\n${lines.join("\n")}`);
}
