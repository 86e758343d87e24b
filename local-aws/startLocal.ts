import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { distributionUrls } from "./aws/cloudfront/distributionUrls";
import { startEdge } from "./edge";
import { fetchFrom } from "./edge/fetchFrom";
import { webSocketTo } from "./edge/webSocketTo";
import { openProject } from "./engine/anyProject";
import { inProgramFolder } from "./engine/currentFolder";
import { failureHints } from "./engine/failureHints";
import type { Project } from "./engine/project";
import { defaultPack } from "./engine/defaultPack";
import { openSession, Session } from "./engine/session";

export interface StartLocalArgs {
  /** The folder of the Pulumi program. @default the current folder */
  readonly folder?: string;
  /** @default "dev" */
  readonly stack?: string;
  /** The stack's configuration, with full keys such as `aws:region`. @default that of `Pulumi.<stack>.yaml` */
  readonly config?: Readonly<Record<string, unknown>>;
  /** The path of a policy pack, which checks the program first; false for none. @default that of pulumi-multi-origin-policies */
  readonly pack?: string | false;
  /** Where the state is kept. @default `.local/tests` in the program's folder, next to the state of the command */
  readonly stateFolder?: string;
}

/** A stack that is deployed to the local AWS and served. */
export interface Local {
  /** The stack's output `url`, or the URL of its first distribution; undefined if it has neither. */
  readonly url: string | undefined;
  readonly outputs: Readonly<Record<string, unknown>>;
  /**
   * Sends a request to a hostname that is served here; a path belongs to `url`. A redirect is returned, not followed.
   * https://developer.mozilla.org/en-US/docs/Web/API/Window/fetch
   */
  readonly fetch: (url: string, init?: RequestInit) => Promise<Response>;
  /**
   * Opens a WebSocket to a hostname that is served here; a path belongs to `url`.
   * https://developer.mozilla.org/en-US/docs/Web/API/WebSocket
   */
  readonly webSocket: (url: string, protocols?: string | string[]) => WebSocket;
  /** The lines that were logged since the start: by a function's name, and access logs by the name of their log group. */
  readonly logs: () => Readonly<Record<string, readonly string[]>>;
  readonly stop: () => Promise<void>;
}

/**
 * Deploys a program to the local AWS and serves it, for tests with mocha, Jest or Vitest.
 * @throws an error with the engine's output, if the policy pack rejects the program or the deployment fails
 */
export async function startLocal(args: StartLocalArgs = {}): Promise<Local> {
  const { folder: programFolder = ".", stack: stackName = "dev", config, pack = defaultPack() } = args;
  const project = openProject(programFolder);
  const folder = resolve(args.stateFolder ?? join(project.stateFolder, "tests"));
  const session = await openSession({
    project,
    stackName,
    command: "startLocal",
    folder,
    config,
    log: (line) => {
      process.stderr.write(`${line}\n`);
    },
  });
  try {
    const edge = await startEdge({ account: session.account, folder, port: 0, httpPort: 0 });
    const before = readLogs(folder);
    try {
      const outputs = await deploy(project, session, pack);
      const url = urlOf(session, outputs);
      return {
        url,
        outputs,
        fetch: (target, init) => fetchFrom(edge, new URL(target, url), init),
        webSocket: (target, protocols) => webSocketTo(edge, new URL(target, url), protocols),
        logs: () => linesSince(before, readLogs(folder)),
        stop: async () => {
          await edge.stop();
          session.close();
        },
      };
    } catch (error) {
      await edge.stop();
      throw error;
    }
  } catch (error) {
    session.close();
    throw error;
  }
}

/** Previews with the pack first: the Automation API's `up` skips the preview, which runs the pack before anything is created. */
async function deploy(project: Project, { stack }: Session, pack: string | false): Promise<Record<string, unknown>> {
  const packs = pack === false ? [] : [resolve(pack)];
  try {
    const { outputs } = await inProgramFolder(project, async () => {
      if (packs.length > 0) {
        await stack.preview({ policyPacks: packs });
      }
      return stack.up();
    });
    return Object.fromEntries(Object.entries(outputs).map(([name, { value }]) => [name, value as unknown]));
  } catch (error) {
    const hints = error instanceof Error ? failureHints(error.message) : [];
    throw hints.length === 0 ? error : new Error([...hints, String(error)].join("\n"), { cause: error });
  }
}

function urlOf({ account, stack }: Session, { url }: Readonly<Record<string, unknown>>): string | undefined {
  return typeof url === "string" && URL.canParse(url) ? url : distributionUrls(account).get(stack.name);
}

type Logs = Readonly<Record<string, readonly string[]>>;

function readLogs(folder: string): Logs {
  const logs = join(folder, "logs");
  const files = existsSync(logs) ? readdirSync(logs).filter((name) => name.endsWith(".log")) : [];
  return Object.fromEntries(
    files.map((file) => [basename(file, ".log"), readFileSync(join(logs, file), "utf8").split("\n").slice(0, -1)]),
  );
}

function linesSince(before: Logs, now: Logs): Logs {
  return Object.fromEntries(Object.entries(now).map(([name, lines]) => [name, lines.slice(before[name]?.length ?? 0)]));
}
