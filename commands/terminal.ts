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
 * What each exit code means for one command. The codes themselves are the same for all commands, as those of `grep` and
 * `diff`: 0 right, 1 something is found or failed, 2 the command cannot run.
 */
export interface ExitCodes {
  readonly 0: string;
  readonly 1?: string;
  readonly 2: string;
}

/** The command ran, and what it checks or does failed: exit code 1. Every other error means that it cannot run: 2. */
export class Failure extends Error {
  /** @param details printed before the message, for example what the engine reports. */
  constructor(
    message: string,
    readonly details = "",
  ) {
    super(message);
  }
}

/** Runs a command to its exit code. An error is printed as its message. */
export async function run(command: Command, exitCodes: ExitCodes): Promise<void> {
  const lines = Object.entries(exitCodes).map(([code, meaning]) => `  ${code}  ${String(meaning)}`);
  command.addHelpText("after", `\nExit codes:\n${lines.join("\n")}`).exitOverride();
  try {
    await command.parseAsync();
  } catch (error) {
    if (error instanceof CommanderError) {
      // Commander has printed its message already.
      process.exitCode = error.exitCode === 0 ? 0 : 2;
    } else {
      fail(error);
    }
  }
}

function fail(error: unknown): void {
  if (error instanceof Failure) {
    print(error.details);
  }
  const isFailure = error instanceof Failure || isEngineError(error);
  const message = error instanceof Error ? error.message : String(error);
  // Servers and connections that are still open would keep the process alive.
  process.stderr.write(`${message}\n`, () => process.exit(isFailure ? 1 : 2));
}

/** Whether the Pulumi CLI ended with an error. By its name, since loading its class takes half a second. */
export function isEngineError(error: unknown): error is Error {
  return error instanceof Error && error.name === "CommandError";
}
