import { Command, Option } from "commander";
import { Stacks } from "../tools/stacks";

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
export function withState(command: Command, { title, defaultName, localAws }: Stacks): Command {
  const instead = localAws === undefined ? "a file" : "a stack of AWS instead: a file";
  return command
    .option("--stack <name>", title, defaultName)
    .addOption(
      new Option(
        "--state <file>",
        `${instead} of pulumi stack export --show-secrets, of pulumi preview --json --show-sames, or another one that audit reads`,
      ).conflicts("stack"),
    );
}
