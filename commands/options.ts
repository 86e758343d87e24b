import { Command, Option } from "commander";

/** Adds the options that describe one request. */
export function withRequest(command: Command): Command {
  return command
    .option("--method <method>", "the request's method", "GET")
    .option("--header <header>", "a header of the request, 'Name: value'; may be repeated", collect);
}

function collect(value: string, before: readonly string[] = []): string[] {
  return [...before, value];
}

/** Adds the options that select the state of one stack. */
export function withState(command: Command): Command {
  return command
    .option("--stack <name>", "a stack of the local AWS", "dev")
    .addOption(
      new Option(
        "--state <file>",
        "a stack of AWS instead: a file of pulumi stack export --show-secrets, or of pulumi preview --json --show-sames",
      ).conflicts("stack"),
    );
}
