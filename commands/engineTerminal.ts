import { Command } from "commander";

export type Print = (text: string) => void;

export const print: Print = (text) => {
  process.stdout.write(text);
};

export const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

/** The engine's `--color`: only where somebody watches. https://no-color.org */
export const color: "always" | "never" = process.stdout.isTTY && !process.env.NO_COLOR ? "always" : "never";

/** Runs a command to its exit code. What the engine reported is on the screen already; anything else is one message. */
export async function run(command: Command): Promise<void> {
  try {
    await command.parseAsync();
  } catch (error) {
    const { CommandError } = await import("@pulumi/pulumi/automation");
    if (!(error instanceof CommandError)) {
      process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    }
    process.exit(1);
  }
}
