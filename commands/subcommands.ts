import { Entrance, runFor } from "./entrance";
import { Runnable } from "./terminal";

type Definition = (entrance: Entrance) => Runnable;

/** A command of an executable, by the first word of its command line. */
export interface Subcommand {
  readonly summary: string;
  /** A command loads only its own modules. */
  readonly load: () => Promise<Definition>;
}

export type Subcommands = Readonly<Record<string, Subcommand>>;

/** The commands that both packages have. */
export const readingCommands = {
  map: {
    summary: "print viewers, cache behaviors and origins, and what an update changes",
    load: async () => (await import("./definitions/map")).mapCommand,
  },
  explain: {
    summary: "trace one request without sending it",
    load: async () => (await import("./definitions/explain")).explainCommand,
  },
  diagnose: {
    summary: "send a request and report which layer responded, and why",
    load: async () => (await import("./definitions/diagnose")).diagnoseCommand,
  },
} satisfies Subcommands;

/** @throws an error with the commands if the first word of the command line is a word that is none of them. */
export function rejectUnknown(word: string | undefined, executable: string, subcommands: Subcommands): void {
  if (word !== undefined) {
    throw new Error(
      `"${word}" is not a command of ${executable}; use ${Object.keys(subcommands).join(", ")}, or no command.`,
    );
  }
}

/** The part of a help text that lists the commands. */
export function listOf(subcommands: Subcommands): string {
  const list = Object.entries(subcommands).map(([name, { summary }]) => `  ${name.padEnd(10)} ${summary}`);
  return `\nCommands:\n${list.join("\n")}`;
}

/** @returns false if the first word is no command; nothing has run then. */
export async function runSubcommand(
  subcommands: Subcommands,
  entrance: () => Promise<Entrance>,
  [name = "", ...words]: readonly string[],
): Promise<boolean> {
  const subcommand = Object.hasOwn(subcommands, name) ? subcommands[name] : undefined;
  if (subcommand === undefined) {
    return false;
  }
  await runFor(await entrance(), await subcommand.load(), words);
  return true;
}
