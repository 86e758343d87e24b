import { Command, CommanderError } from "commander";
import { Unknown } from "../policy-pack/program/maybe";

export function print(text: string): void {
  process.stdout.write(text);
}

export function printLine(line: string): void {
  print(`${line}\n`);
}

/** Unknown values are written as their reason. */
export function printJson(value: unknown): void {
  const text = JSON.stringify(
    value,
    (_, inner: unknown) => (inner instanceof Unknown ? { unknown: inner.reason } : inner),
    2,
  );
  printLine(text);
}

/**
 * What each exit code means for one command. All commands use the same codes, like `grep` and `diff`: 0 for success, 1 for a
 * finding or a failure, 2 if the command cannot run.
 */
export interface ExitCodes {
  readonly 0: string;
  readonly 1?: string;
  readonly 2: string;
}

/** The command ran, but what it checks or does failed: exit code 1. For all other errors the exit code is 2. */
export class Failure extends Error {
  /** @param details text to print before the message, for example the output of the engine. */
  constructor(
    message: string,
    readonly details = "",
  ) {
    super(message);
  }
}

/** A command with its exit codes. */
export interface Runnable {
  readonly command: Command;
  readonly exitCodes: ExitCodes;
}

/** Runs a command, prints the message of an error, and sets the exit code. */
export async function run(
  command: Command,
  exitCodes: ExitCodes,
  words: readonly string[] = process.argv.slice(2),
): Promise<void> {
  const lines = Object.entries(exitCodes).map(([code, meaning]) => `  ${code}  ${String(meaning)}`);
  allowClosedPipes();
  command.addHelpText("after", `\nExit codes:\n${lines.join("\n")}`).exitOverride();
  try {
    await command.parseAsync(words, { from: "user" });
  } catch (error) {
    if (error instanceof CommanderError) {
      // Commander has printed its message already.
      process.exitCode = error.exitCode === 0 ? 0 : 2;
    } else {
      fail(error);
    }
  }
}

/** A reader such as `head` closes the pipe early. The command continues without output, because its exit code still counts. */
function allowClosedPipes(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code !== "EPIPE") {
        throw error;
      }
    });
  }
}

function fail(error: unknown): void {
  if (error instanceof Failure) {
    print(error.details);
  }
  const isFailure = error instanceof Failure || isEngineError(error);
  const message = error instanceof Error ? error.message : String(error);
  // Open servers and connections would keep the process alive.
  process.stderr.write(`${message}\n`, () => process.exit(isFailure ? 1 : 2));
}

/** Whether the Pulumi CLI exited with an error. Compares the name, because loading the error's class takes half a second. */
export function isEngineError(error: unknown): error is Error {
  return error instanceof Error && error.name === "CommandError";
}
