import { CommandError, EngineEvent } from "@pulumi/pulumi/automation";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { backendOf } from "../../local-aws/engine/backend";
import { Edge, EdgeOptions, startEdge } from "../../local-aws/edge";
import { openSession, Session, SessionOptions } from "../../local-aws/engine/session";
import { policyPack, project } from "../../repository";
import { keyServiceVariables, useKeyService } from "./keyService";

export const distributionType = "aws:cloudfront/distribution:Distribution";

type Options = Omit<SessionOptions, "command" | "folder" | "project"> & Partial<Pick<SessionOptions, "project">>;

/** `say` prints what happens before the first operation. */
interface StackOptions extends Partial<Omit<Options, "log">> {
  readonly say?: Options["log"];
}

/** Opens a new stack in a new folder, on the real engine and the local AWS. */
export async function withStack<T>(options: StackOptions, use: (session: Session) => Promise<T>): Promise<T> {
  const { stackName = "dev", say: log = console.log, ...others } = options;
  const folder = await folderOfStack(stackName);
  try {
    const session = await openStackIn(folder, { ...others, stackName, log });
    try {
      return await use(session);
    } finally {
      session.close();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Opens the stack in a folder that `folderOfStack` created. */
export async function openStackIn(folder: string, options: Options): Promise<Session> {
  // A session that repairs a stack uses the engine while it opens.
  Object.assign(process.env, await keyServiceVariables());
  return openSession({ project, ...options, command, folder });
}

const command = "npm test";
const emptyStacks = new Map<string, Promise<string>>();

/** Creates a folder with empty stacks, as copies: the CLI takes half a second to create a stack. */
export async function folderOfStack(...stackNames: readonly string[]): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "multi-origin-"));
  for (const stackName of stackNames) {
    const making = emptyStacks.get(stackName) ?? makeEmptyStack(stackName);
    emptyStacks.set(stackName, making);
    cpSync(await making, folder, { recursive: true });
  }
  return folder;
}

async function makeEmptyStack(stackName: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "multi-origin-empty-"));
  const session = await openSession({ project, stackName, command, folder, config: {}, log: console.log });
  await useKeyService(session.stack);
  session.close();
  return folder;
}

/** The contents of every file of the backend: state and history. */
export function backendFiles({ folder }: Pick<Session, "folder">): string[] {
  return readdirSync(backendOf(folder), { recursive: true, withFileTypes: true })
    .filter((file) => file.isFile())
    .map((file) => readFileSync(join(file.parentPath, file.name), "utf8"));
}

/** Serves a session's account on free ports. */
export async function withEdge(
  session: Session,
  use: (edge: Edge) => Promise<void>,
  options: Pick<EdgeOptions, "reloadsPages"> = {},
): Promise<void> {
  const { account, folder } = session;
  const edge = await startEdge({ account, folder, port: 0, httpPort: 0, ...options });
  try {
    await use(edge);
  } finally {
    await edge.stop();
  }
}

export interface Violation {
  readonly policy: string;
  readonly level: string;
  /** The name of the resource with the violation. */
  readonly on: string;
  readonly message: string;
}

export interface Outcome {
  /** Whether the operation succeeded. */
  readonly passed: boolean;
  readonly violations: readonly Violation[];
  readonly output: string;
}

/**
 * Runs an operation with the policy pack.
 * @param config the content of the `--policy-pack-config` file
 */
export async function withPack(
  { stack, folder }: Session,
  operation: "preview" | "up",
  config?: object,
  pack = policyPack,
): Promise<Outcome> {
  const violations: Violation[] = [];
  const output: string[] = [];
  const configFile = join(folder, "policy-config.json");
  writeFileSync(configFile, JSON.stringify(config ?? {}));
  const options = {
    policyPacks: [pack],
    policyPackConfigs: config === undefined ? [] : [configFile],
    color: "never" as const,
    onOutput: (text: string) => output.push(text),
    onEvent: ({ policyEvent }: EngineEvent) => {
      if (policyEvent !== undefined) {
        const { policyName, enforcementLevel, resourceUrn = "", message } = policyEvent;
        const on = resourceUrn.split("::").at(-1) ?? "";
        violations.push({ policy: policyName, level: enforcementLevel, on, message });
      }
    },
  };
  try {
    await (operation === "preview" ? stack.preview(options) : stack.up(options));
    return { passed: true, violations, output: output.join("") };
  } catch (error) {
    if (!(error instanceof CommandError)) {
      throw error;
    }
    return { passed: false, violations, output: output.join("") };
  }
}
