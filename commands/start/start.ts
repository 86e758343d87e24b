import { join } from "node:path";
import type { Edge } from "../../local-aws/edge";
import type { Project } from "../../local-aws/engine/project";
import type { Session } from "../../local-aws/engine/session";
import { Interruption } from "../interruption";
import { Failure, printLine } from "../terminal";
import { deploy } from "./deploy";
import { openInBrowser, useKeys } from "./keys";

export interface StartOptions {
  readonly stack: string;
  readonly port: number;
  readonly httpPort: number;
  readonly watch: boolean;
  readonly reload: boolean;
  readonly verbose: boolean;
}

/** Deploys a stack to the local AWS and serves it until it is interrupted. */
export async function start(project: Project, options: StartOptions): Promise<void> {
  const { stack, port, httpPort, watch, reload, verbose: isVerbose } = options;
  const [{ openSession }, { startEdge }, { Bundles }] = await Promise.all([
    import("../../local-aws/engine/session"),
    import("../../local-aws/edge"),
    import("../../local-aws/live/bundles"),
  ]);
  const bundles = new Bundles();
  const session = await openSession({ project, stackName: stack, command: "npm start", log: printLine });
  const interruption = new Interruption();
  try {
    const { account, folder } = session;
    const edge = await startEdge({ account, folder, port, httpPort, reloadsPages: watch && reload });
    const url = await deploy(session.stack, { program: project.loadProgram(), interruption, isVerbose });
    const release = await followEdits(url, watch, { project, session, edge, bundles, interruption, isVerbose });
    await interruption.happened;
    await release();
    await edge.stop();
  } catch (error) {
    throw interruption.signal.aborted ? new Failure("\nInterrupted. Run npm start to resume.") : error;
  } finally {
    session.close();
  }
  printLine("Stopped. Run npm start to resume.");
}

interface Served {
  readonly project: Project;
  readonly session: Session;
  readonly edge: Edge;
  readonly bundles: InstanceType<typeof import("../../local-aws/live/bundles").Bundles>;
  readonly interruption: Interruption;
  readonly isVerbose: boolean;
}

/** @returns a function that ends it */
async function followEdits(url: string, watches: boolean, served: Served): Promise<() => Promise<void>> {
  const { project, session, interruption, edge } = served;
  const [{ Live }, { watchEdits }, { FunctionLogs }] = await Promise.all([
    import("./live"),
    import("../../local-aws/live/watch"),
    import("./functionLogs"),
  ]);
  const live = new Live(served);
  const logFolder = join(session.folder, "logs");
  const logs = new FunctionLogs(logFolder);
  const stopWatching = watches
    ? await watchEdits(project.folder, (edits) => {
        live.edit(edits);
      })
    : undefined;
  await printAddresses(url, edge, logFolder);
  const releaseKeys = useKeys([
    { key: "r", does: "redeploy", run: live.redeploy.bind(live) },
    { key: "o", does: "open a browser", run: openInBrowser.bind(undefined, localUrl(url, edge)) },
    { key: "l", does: "function logs on or off", run: logs.toggle.bind(logs) },
    { key: "q", does: "quit", run: interruption.stop.bind(interruption) },
  ]);
  return async () => {
    releaseKeys();
    logs.close();
    await stopWatching?.();
  };
}

function localUrl(url: string, { port }: Edge): string {
  return `https://${new URL(url).host}.localhost:${port}/`;
}

async function printAddresses(url: string, edge: Edge, logs: string): Promise<void> {
  const { curlTo, curlWords, shellLine } = await import("../../local-aws/edge/curl");
  const { host } = new URL(url);
  const plain = `http://${host}.localhost:${edge.httpPort}/`;
  printLine(`
Serving ${url} at

  ${localUrl(url, edge)}

  ${shellLine(curlWords(edge, host, "/"))}
  ${shellLine(curlWords(edge, host, "/api/hello"))}
  ${shellLine([...curlTo(edge.caFile), "--location", plain])}

Function logs: ${logs}
Stop with Ctrl-C.`);
}
