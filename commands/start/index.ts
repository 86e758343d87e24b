import { Command, InvalidArgumentError } from "commander";
import { project } from "../../repository";
import { run } from "../terminal";
import { start, StartOptions } from "./start";

const command = new Command("npm start --")
  .description(
    "Deploys a stack to the local AWS and serves it over HTTPS until Ctrl-C. Edits of the site, the functions, the program " +
      "and its configuration are served and deployed immediately. The state is kept in .local and used by the next npm start.",
  )
  .option("--stack <name>", "the stack: dev or article", "dev")
  .option("--port <number>", "the HTTPS port for viewers on the loopback address; 0 selects a free port", toPort, 8443)
  .option(
    "--http-port <number>",
    "the HTTP port for viewers on the loopback address; 0 selects a free port",
    toPort,
    8080,
  )
  .option("--no-watch", "do not follow edits")
  .option("--no-reload", "do not reload the pages in browsers after an edit")
  .option("--verbose", "print the output of the Pulumi engine", false)
  .action(async (options: StartOptions) => {
    await start(project, options);
    process.exit(0);
  });

function toPort(value: string): number {
  const port = Number(value);
  if (!Number.isInteger(port) || port < 0 || port > 65535) {
    throw new InvalidArgumentError("Use a port number from 0 to 65535.");
  }
  return port;
}

void run(command, {
  0: "stopped by Ctrl-C, q or SIGTERM",
  1: "the policy pack rejects the stack, or the deployment failed or was interrupted",
  2: "no such stack, an invalid configuration, another command is using .local, a port is in use, or an option is invalid",
});
