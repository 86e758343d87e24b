import { Command, InvalidArgumentError } from "commander";
import { defaultPorts } from "../../local-aws/edge/servedPorts";
import { ExitCodes } from "../terminal";

/** Adds the options of a command that serves a stack. */
export function withStartOptions(command: Command): Command {
  return command
    .option(
      "--port <number>",
      "the HTTPS port for viewers on the loopback address; 0 selects a free port",
      toPort,
      defaultPorts.port,
    )
    .option(
      "--http-port <number>",
      "the HTTP port for viewers on the loopback address; 0 selects a free port",
      toPort,
      defaultPorts.httpPort,
    )
    .option("--no-watch", "do not follow edits")
    .option("--no-reload", "do not reload the pages in browsers after an edit")
    .option("--verbose", "print the output of the Pulumi engine", false);
}

function toPort(value: string): number {
  const port = Number(value);
  if (!Number.isInteger(port) || port < 0 || port > 65535) {
    throw new InvalidArgumentError("Use a port number from 0 to 65535.");
  }
  return port;
}

export const startExitCodes: ExitCodes = {
  0: "stopped by Ctrl-C, q or SIGTERM",
  1: "the policy pack rejects the stack, or the deployment failed or was interrupted",
  2: "no such stack, an invalid configuration, another command is using .local, a port is in use, or an option is invalid",
};
