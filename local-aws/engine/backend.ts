import type { OutputMap, UpdateSummary } from "@pulumi/pulumi/automation";
import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { sync as writeFileAtomic } from "write-file-atomic";
import type { JsonObject } from "../aws/account";
import { signatureKey } from "../provider/signatures";

/** What the engine has written down of a stack. */
export interface EngineState {
  readonly resources?: readonly EngineResource[];
  /** Operations that have begun and not ended, each with the resource it is about. */
  readonly pending_operations?: readonly { readonly type: string; readonly resource: EngineResource }[];
}

export interface EngineResource {
  readonly urn: string;
  readonly type: string;
  readonly id?: string;
  readonly inputs?: JsonObject;
  readonly outputs?: JsonObject;
  /** Outputs that are secrets, whatever the inputs are. */
  readonly additionalSecretOutputs?: readonly string[];
}

/**
 * What the CLI's environment has to say, so that it uses the stacks of a folder, and neither the user's login nor the logs in
 * the user's home, which it lists each time that it starts.
 */
export function engineVariables(folder: string) {
  return {
    PULUMI_HOME: join(folder, "home"),
    PULUMI_CREDENTIALS_PATH: "",
    // The files of metadata beside the state are of no use, and one that a kill cut short makes the state unreadable.
    PULUMI_BACKEND_URL: `file://${backendOf(folder)}?metadata=skip`,
    PULUMI_DIY_BACKEND_GZIP: "false",
    PULUMI_ACCESS_TOKEN: "",
    PULUMI_CONFIG_PASSPHRASE: "local",
    PULUMI_SKIP_UPDATE_CHECK: "1",
  };
}

/** Where the engine keeps the stacks of a folder. */
export function backendOf(folder: string): string {
  return join(folder, "backend");
}

// The layout of the engine's file backend (`pkg/backend/diy` in Pulumi's repository). Asking the CLI takes a third of a
// second each time, which every local command would wait for.

export function stackExists(backend: string, project: string, stack: string): boolean {
  return existsSync(stateFile(backend, project, stack));
}

/** Takes away what killed operations left of their locks, as `pulumi cancel` does. Only for who holds the folder. */
export function removeLocks(backend: string): void {
  rmSync(join(backend, ".pulumi", "locks"), { recursive: true, force: true });
}

/** A stack's state, as `pulumi stack export` gives it; secrets in it are encrypted, ids are not. */
export function readDeployment(backend: string, project: string, stack: string): EngineState {
  const file = stateFile(backend, project, stack);
  return existsSync(file) ? (readState(file).checkpoint.latest ?? {}) : {};
}

/** Puts another state in its place, as `pulumi stack import` does. Only for who holds the folder. */
export function writeDeployment(backend: string, project: string, stack: string, latest: EngineState): void {
  const file = stateFile(backend, project, stack);
  const written = readState(file);
  writeFileAtomic(file, JSON.stringify({ ...written, checkpoint: { ...written.checkpoint, latest } }));
}

function readState(file: string): StateFile {
  return JSON.parse(readFileSync(file, "utf8")) as StateFile;
}

interface StateFile {
  readonly checkpoint: { readonly latest?: EngineState };
}

function stateFile(backend: string, project: string, stack: string): string {
  return join(backend, ".pulumi", "stacks", project, `${stack}.json`);
}

/** A stack's outputs; nothing where one holds a secret, which only the CLI can read. */
export function readOutputs(backend: string, project: string, stack: string): OutputMap | undefined {
  const { resources = [] } = readDeployment(backend, project, stack);
  const { outputs = {} } = resources.find(({ type }) => type === "pulumi:pulumi:Stack") ?? {};
  return JSON.stringify(outputs).includes(signatureKey)
    ? undefined
    : Object.fromEntries(Object.entries(outputs).map(([name, value]) => [name, { value, secret: false }]));
}

/** How a stack's last operation ended. What it says of the configuration, which may hold secrets, is left out. */
export function readLastUpdate(backend: string, project: string, stack: string): UpdateSummary | undefined {
  const folder = join(backend, ".pulumi", "history", project, stack);
  const files = existsSync(folder) ? readdirSync(folder) : [];
  // Each name holds the time, always with the same number of digits.
  const last = files
    .filter((name) => name.endsWith(".history.json"))
    .sort()
    .at(-1);
  if (last === undefined) {
    return undefined;
  }
  const update = JSON.parse(readFileSync(join(folder, last), "utf8")) as Omit<UpdateSummary, keyof Seconds> & Seconds;
  return { ...update, config: {}, startTime: inSeconds(update.startTime), endTime: inSeconds(update.endTime) };
}

/** Times as the backend writes them, since 1970. */
type Seconds = { readonly startTime: number; readonly endTime: number };

function inSeconds(seconds: number): Date {
  return new Date(seconds * 1000);
}
