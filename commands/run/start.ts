import type { PreviewOptions } from "@pulumi/pulumi/automation";
import { join } from "node:path";
import { color, print, say } from "../engineTerminal";
import { curlWords, shellLine } from "../../local-aws/edge/curl";
import { Edge, startEdge } from "../../local-aws/edge";
import { openSession, Session } from "../../local-aws/engine/session";
import { policyPack, project } from "../../repository";

export interface StartOptions {
  readonly stack: string;
  readonly port: number;
  readonly httpPort: number;
}

export async function start({ stack: stackName, port, httpPort }: StartOptions): Promise<void> {
  const session = await openSession({ project, stackName, command: "npm start", log: say });
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
