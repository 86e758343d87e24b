import type { PreviewOptions } from "@pulumi/pulumi/automation";
import { Command, InvalidArgumentError } from "commander";
import { join } from "node:path";
import { curlWords, shellLine } from "../curl";
import { Edge, startEdge } from "../edge";
import { openSession, policyPack, Session } from "../session";
import { withExitCodes } from "./exitCodes";
import { color, print, run, say } from "./terminal";

interface Options {
  readonly stack: string;
  readonly port: number;
  readonly httpPort: number;
}

const command = new Command("npm start --")
  .description("Deploys a stack to the local AWS and serves it over HTTPS until Ctrl-C. The state stays in .local.")
  .option("--stack <name>", "the stack: dev or article", "dev")
  .option("--port <number>", "the viewers' HTTPS port on loopback, 0 for a free one", toPort, 8443)
  .option("--http-port <number>", "the viewers' HTTP port on loopback, 0 for a free one", toPort, 8080)
  .action(start);

async function start({ stack: stackName, port, httpPort }: Options): Promise<void> {
  const session = await openSession({ stackName, command: "npm start", say });
  try {
    const stopped = interrupted();
    const edge = await startEdge({ account: session.account, folder: session.folder, port, httpPort });
    const url = await deploy(session);
    tell(url, edge, join(session.folder, "logs"));
    await stopped;
    await edge.stop();
    say("Stopped. The next npm start goes on from here.");
  } finally {
    session.close();
  }
  process.exit(0);
}

/** The preview comes first, with the pack: the Automation API's `up` has none of its own. */
async function deploy({ stack }: Session): Promise<string> {
  const options = { policyPacks: [policyPack], onOutput: print, color } satisfies PreviewOptions;
  await stack.preview(options);
  const { outputs } = await stack.up(options);
  return String(outputs.url?.value);
}

function tell(url: string, edge: Edge, logs: string): void {
  const { host } = new URL(url);
  const plain = `http://${host}.localhost:${edge.httpPort}/`;
  say(`
Serving ${url} at

  https://${host}.localhost:${edge.port}/

  ${shellLine(curlWords(edge, host, "/"))}
  ${shellLine(curlWords(edge, host, "/api/hello"))}
  ${shellLine(["curl", "--cacert", edge.caFile, "--location", plain])}

What the functions log goes to ${logs}.
Stop with Ctrl-C.`);
}

/** Ctrl-C reaches this process more than once, from the terminal and from npm; only the first one counts. */
function interrupted(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) {
      process.on(signal, resolve);
    }
  });
}

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
