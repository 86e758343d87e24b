import { Command, InvalidArgumentError } from "commander";
import { join } from "node:path";
import type { Edge } from "../local-aws/edge";
import type { Session } from "../local-aws/engine/session";
import { policyPack, project } from "../repository";
import { changes, runQuietly, runVerbosely, sectionOf } from "./engine";
import { Interruption } from "./interruption";
import { Failure, print, printLine, run } from "./terminal";

interface Options {
  readonly stack: string;
  readonly port: number;
  readonly httpPort: number;
  readonly verbose: boolean;
}

const command = new Command("npm start --")
  .description(
    "Deploys a stack to the local AWS and serves it over HTTPS until Ctrl-C. The state is kept in .local and used by " +
      "the next npm start.",
  )
  .option("--stack <name>", "the stack: dev or article", "dev")
  .option("--port <number>", "the HTTPS port for viewers on the loopback address; 0 selects a free port", toPort, 8443)
  .option(
    "--http-port <number>",
    "the HTTP port for viewers on the loopback address; 0 selects a free port",
    toPort,
    8080,
  )
  .option("--verbose", "print the output of the Pulumi engine", false)
  .action(async (options: Options) => {
    await start(options);
    process.exit(0);
  });

async function start({ stack, port, httpPort, verbose }: Options): Promise<void> {
  const [{ openSession }, { startEdge }] = await Promise.all([
    import("../local-aws/engine/session"),
    import("../local-aws/edge"),
  ]);
  const session = await openSession({ project, stackName: stack, command: "npm start", log: printLine });
  const interruption = new Interruption();
  try {
    const edge = await startEdge({ account: session.account, folder: session.folder, port, httpPort });
    const url = await deploy(session, interruption, verbose);
    await printAddresses(url, edge, join(session.folder, "logs"));
    await interruption.happened;
    await edge.stop();
  } catch (error) {
    throw interruption.signal.aborted ? new Failure("\nInterrupted. Run npm start to resume.") : error;
  } finally {
    session.close();
  }
  printLine("Stopped. Run npm start to resume.");
}

/** Previews first, because the Automation API's `up` skips the preview, which runs the pack before anything is created. */
async function deploy({ stack }: Session, interruption: Interruption, isVerbose: boolean): Promise<string> {
  const { signal } = interruption;
  const options = { policyPacks: [policyPack], signal: interruption.engineSignal };
  if (isVerbose) {
    await runVerbosely((output) => stack.preview({ ...options, ...output }));
    signal.throwIfAborted();
    const { outputs } = await runVerbosely((output) => stack.up({ ...options, ...output }));
    return String(outputs.url?.value);
  }
  const preview = await runQuietly(
    `Previewing stack ${stack.name} with the policy pack`,
    (output) => stack.preview({ ...options, ...output }),
    () => "passed",
  );
  print(findings(sectionOf(preview.output, "Policies")));
  signal.throwIfAborted();
  const up = await runQuietly(
    `Deploying stack ${stack.name}`,
    (output) => stack.up({ ...options, ...output }),
    ({ summary }) => changes(summary.resourceChanges),
  );
  print(sectionOf(up.output, "Diagnostics"));
  return String(up.value.outputs.url?.value);
}

/** The section "Policies", or nothing if all packs pass without a finding. */
function findings(policies: string): string {
  const [, ...packs] = policies.trimEnd().split("\n");
  return packs.every((line) => line.includes("✅")) ? "" : policies;
}

async function printAddresses(url: string, edge: Edge, logs: string): Promise<void> {
  const { curlTo, curlWords, shellLine } = await import("../local-aws/edge/curl");
  const { host } = new URL(url);
  const plain = `http://${host}.localhost:${edge.httpPort}/`;
  printLine(`
Serving ${url} at

  https://${host}.localhost:${edge.port}/

  ${shellLine(curlWords(edge, host, "/"))}
  ${shellLine(curlWords(edge, host, "/api/hello"))}
  ${shellLine([...curlTo(edge.caFile), "--location", plain])}

Function logs: ${logs}
Stop with Ctrl-C.`);
}

function toPort(value: string): number {
  const port = Number(value);
  if (!Number.isInteger(port) || port < 0 || port > 65535) {
    throw new InvalidArgumentError("Use a port number from 0 to 65535.");
  }
  return port;
}

void run(command, {
  0: "stopped by Ctrl-C or SIGTERM",
  1: "the policy pack rejects the stack, or the deployment failed or was interrupted",
  2: "no such stack, an invalid configuration, another command is using .local, a port is in use, or an option is invalid",
});
