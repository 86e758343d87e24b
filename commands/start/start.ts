import { join } from "node:path";
import { setFlagsFromString } from "node:v8";
import type { Edge } from "../../local-aws/edge";
import type { Project } from "../../local-aws/engine/project";
import type { Session } from "../../local-aws/engine/session";
import { Interruption } from "../interruption";
import { printAbove } from "../progress";
import { Failure, printLine } from "../terminal";
import { deploy } from "./deploy";
import { openInBrowser, useKeys } from "./keys";

export interface StartOptions {
  /** The command, for messages. */
  readonly command: string;
  /** The path of the policy pack; undefined to deploy without one. */
  readonly pack: string | undefined;
  readonly stack: string;
  readonly port: number;
  readonly httpPort: number;
  /** The paths that curl commands are printed for. */
  readonly paths: readonly string[];
  readonly watch: boolean;
  readonly reload: boolean;
  readonly verbose: boolean;
}

/** Deploys a stack to the local AWS and serves it until it is interrupted. */
export async function start(project: Project, options: StartOptions): Promise<void> {
  const { command, pack, stack, port, httpPort, watch, reload, verbose: isVerbose } = options;
  const [{ openSession }, { distributionUrls }, { startEdge }, { recordPorts }, { Bundles }, { ReadFiles }] =
    await Promise.all([
      import("../../local-aws/engine/session"),
      import("../../local-aws/aws/cloudfront/distributionUrls"),
      import("../../local-aws/edge"),
      import("../../local-aws/edge/servedPorts"),
      import("../../local-aws/live/bundles"),
      import("../../local-aws/live/readFiles"),
    ]);
  const bundles = new Bundles();
  const readFiles = new ReadFiles();
  const session = await openSession({ project, stackName: stack, command, log: printAbove });
  const interruption = new Interruption();
  try {
    const { account, folder } = session;
    const edge = await startEdge({ account, folder, port, httpPort, reloadsPages: watch && reload });
    recordPorts(folder, edge);
    const program = project.loadProgram();
    const output = await deploy(session.stack, { project, program, interruption, isVerbose, pack });
    collectGarbageEarly();
    const urls = distributionUrls(account);
    const url = output ?? urls.get(stack);
    urls.delete(stack);
    const release = await followEdits({ url, others: urls }, options, {
      project,
      session,
      edge,
      bundles,
      readFiles,
      interruption,
      isVerbose,
      pack,
    });
    await interruption.happened;
    await release();
    await edge.stop();
  } catch (error) {
    throw interruption.signal.aborted ? new Failure(`\nInterrupted. Run ${command} to resume.`) : error;
  } finally {
    session.close();
  }
  printLine(`Stopped. Run ${command} to resume.`);
}

/**
 * By default V8 collects what deployments left only when the heap has grown to several times the size of what is used.
 * https://nodejs.org/api/v8.html#v8setflagsfromstringflags
 */
function collectGarbageEarly(): void {
  setFlagsFromString("--heap-growing-percent=20");
}

interface Served {
  readonly project: Project;
  readonly session: Session;
  readonly edge: Edge;
  readonly bundles: InstanceType<typeof import("../../local-aws/live/bundles").Bundles>;
  readonly readFiles: InstanceType<typeof import("../../local-aws/live/readFiles").ReadFiles>;
  readonly interruption: Interruption;
  readonly isVerbose: boolean;
  readonly pack: string | undefined;
}

interface Urls {
  /** The URL of the stack; undefined if it has none. */
  readonly url: string | undefined;
  /** The URLs of the other stacks in the account, by their names. */
  readonly others: ReadonlyMap<string, string>;
}

/** @returns a function that ends it */
async function followEdits(
  { url, others }: Urls,
  { watch, paths }: StartOptions,
  served: Served,
): Promise<() => Promise<void>> {
  const { project, session, interruption, edge } = served;
  const [{ Live }, { watchEdits }, { FunctionLogs }] = await Promise.all([
    import("./live"),
    import("../../local-aws/live/watch"),
    import("./functionLogs"),
  ]);
  const live = new Live({ ...served, url, printAddresses: (current) => printAddresses(current, edge, paths) });
  const logFolder = join(session.folder, "logs");
  const logs = new FunctionLogs(logFolder);
  const stopWatching = watch
    ? await watchEdits(project.folder, (edits) => {
        live.edit(edits);
      })
    : undefined;
  if (url === undefined) {
    printLine("The stack has neither an output url nor a distribution. Its hostnames are served.");
  } else {
    await printAddresses(url, edge, paths);
  }
  for (const [name, other] of others) {
    printLine(`\nAlso serving stack ${name}, as it was deployed last, at ${localUrl(other, edge)}`);
  }
  printLine(`\nFunction logs: ${logFolder}\nStop with Ctrl-C.`);
  const releaseKeys = useKeys([
    { key: "r", does: "redeploy", run: live.redeploy.bind(live) },
    ...(url === undefined
      ? []
      : [
          {
            key: "o",
            does: "open a browser",
            run: () => {
              openInBrowser(localUrl(live.deployedUrl ?? url, edge));
            },
          },
        ]),
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

async function printAddresses(url: string, edge: Edge, paths: readonly string[]): Promise<void> {
  const { curlTo, curlWords, shellLine } = await import("../../local-aws/edge/curl");
  const { host } = new URL(url);
  const plain = `http://${host}.localhost:${edge.httpPort}/`;
  printLine(`
Serving ${url} at

  ${localUrl(url, edge)}

${paths.map((path) => `  ${shellLine(curlWords(edge, host, path))}`).join("\n")}
  ${shellLine([...curlTo(edge.caFile), "--location", plain])}`);
}
