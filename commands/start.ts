import { Command, InvalidArgumentError } from "commander";
import type { StartOptions } from "./run/start";
import { withExitCodes } from "./exitCodes";
import { run } from "./engineTerminal";

const command = new Command("npm start --")
  .description("Deploys a stack to the local AWS and serves it over HTTPS until Ctrl-C. The state stays in .local.")
  .option("--stack <name>", "the stack: dev or article", "dev")
  .option("--port <number>", "the viewers' HTTPS port on loopback, 0 for a free one", toPort, 8443)
  .option("--http-port <number>", "the viewers' HTTP port on loopback, 0 for a free one", toPort, 8080)
  .action(async (options: StartOptions) => {
    const { start } = await import("./run/start");
    await start(options);
  });

function toPort(value: string): number {
  const port = Number(value);
  if (!Number.isInteger(port) || port < 0 || port > 65535) {
    throw new InvalidArgumentError("Write a port number from 0 to 65535.");
  }
  return port;
}

void run(
  withExitCodes(command, {
    0: "stopped by Ctrl-C, or by SIGTERM",
    1: "the policy pack refuses the stack, it could not be deployed or served, or an option is wrong",
  }),
);
