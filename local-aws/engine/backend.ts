import type { OutputMap, StackSettings, UpdateSummary } from "@pulumi/pulumi/automation";
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { sync as writeFileAtomic } from "write-file-atomic";
import type { JsonObject } from "../aws/account";
import { keepCopy } from "../aws/keepCopy";
import { signatureKey } from "../provider/signatures";
import { withSlashes } from "../withSlashes";
import { Log } from "./log";

/** A stack's deployment, as the engine writes it. */
export interface EngineState {
  readonly resources?: readonly EngineResource[];
  /** Operations that started and did not finish, each with its resource. */
  readonly pending_operations?: readonly { readonly type: string; readonly resource: EngineResource }[];
  /** How the secrets are encrypted. */
  readonly secrets_providers?: SecretsProvider;
}

export interface EngineResource {
  readonly urn: string;
  readonly type: string;
  readonly id?: string;
  /** False for a component. */
  readonly custom?: boolean;
  /** Whether the program reads the resource, and another owner manages it. */
  readonly external?: boolean;
  /** Whether the resource was replaced and its deletion is pending. */
  readonly delete?: boolean;
  readonly inputs?: JsonObject;
  readonly outputs?: JsonObject;
  /** Outputs that are secrets even if no input is. */
  readonly additionalSecretOutputs?: readonly string[];
}

interface SecretsProvider {
  /** With a passphrase there is a salt. With a key service there are its URL and the encrypted key. */
  readonly state?: { readonly salt?: string; readonly url?: string; readonly encryptedkey?: string };
}

/**
 * The environment variables with which the CLI uses the stacks of a folder. It uses neither the user's login nor the user's
 * Pulumi home, whose logs it lists at each start.
 */
export function engineVariables(folder: string) {
  return {
    PULUMI_HOME: join(folder, "home"),
    PULUMI_CREDENTIALS_PATH: "",
    // Metadata files are not needed, and an incomplete one, after a kill, makes the state unreadable.
    PULUMI_BACKEND_URL: backendUrl(folder),
    PULUMI_DIY_BACKEND_GZIP: "false",
    PULUMI_ACCESS_TOKEN: "",
    PULUMI_CONFIG_PASSPHRASE: "local",
    PULUMI_SKIP_UPDATE_CHECK: "1",
  };
}

/**
 * The URL of that backend. On Windows it is `file://C:/folder`: the CLI does not decode a path, and its older versions do not
 * accept a slash before the drive. https://www.pulumi.com/docs/iac/concepts/state-and-backends/#local-filesystem
 */
export function backendUrl(folder: string, separator?: string): string {
  return `file://${withSlashes(folder, separator)}/${backendFolder}?metadata=skip`;
}

const backendFolder = "backend";

/** The engine's file backend in a state folder. */
export function backendOf(folder: string): string {
  return join(folder, backendFolder);
}

// The functions below read the layout of the engine's file backend (`pkg/backend/diy` in Pulumi's repository). The CLI
// gives the same answers, but each start of it takes a third of a second.

export function stackExists(backend: string, project: string, stack: string): boolean {
  return existsSync(stateFile(backend, project, stack));
}

/** Writes the version of the layout, without which the CLI does not read the backend. */
export function ensureVersion(backend: string): void {
  const file = join(backend, ".pulumi", "meta.yaml");
  if (!existsSync(file) || !readFileSync(file, "utf8").startsWith("version: ")) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileAtomic(file, "version: 1\n");
  }
}

/** Removes the locks of killed operations, as `pulumi cancel` does. Only the holder of the folder's lock may call it. */
export function removeLocks(backend: string): void {
  rmSync(join(backend, ".pulumi", "locks"), { recursive: true, force: true });
}

/** A stack's state, as `pulumi stack export` prints it. Secrets are encrypted, IDs are not. */
export function readDeployment(backend: string, project: string, stack: string): EngineState {
  const file = stateFile(backend, project, stack);
  return existsSync(file) ? (readState(file).checkpoint.latest ?? {}) : {};
}

/** Replaces a stack's state, as `pulumi stack import` does. Only the holder of the folder's lock may call it. */
export function writeDeployment(backend: string, project: string, stack: string, latest: EngineState): void {
  const file = stateFile(backend, project, stack);
  const written = readState(file);
  writeFileAtomic(file, JSON.stringify({ ...written, checkpoint: { ...written.checkpoint, latest } }));
}

/**
 * If a stack's state is damaged, keeps a copy and restores the backup, which the engine writes before each change of
 * the state. Only the holder of the folder's lock may call it.
 */
export function restoreDamagedState(backend: string, project: string, stack: string, log: Log): void {
  const file = stateFile(backend, project, stack);
  if (!existsSync(file) || isIntact(file)) {
    return;
  }
  const damage = `${file} is damaged. Its copy is ${keepCopy(file)}.`;
  const backup = `${file}.bak`;
  if (isIntact(backup)) {
    copyFileSync(backup, file);
    log(`${damage} Restored ${backup}.`);
  } else {
    rmSync(file);
    log(`${damage} There is no intact ${backup}, so the next deployment creates the stack again.`);
  }
}

function isIntact(file: string): boolean {
  try {
    readState(file);
    return true;
  } catch {
    return false;
  }
}

/** @throws an error that names the file if it is damaged */
function readState(file: string): StateFile {
  try {
    const state = JSON.parse(readFileSync(file, "utf8")) as Partial<StateFile> | null;
    if (typeof state?.checkpoint === "object") {
      return { ...state, checkpoint: state.checkpoint };
    }
  } catch {
    // Reported below.
  }
  throw new Error(`${file} is damaged. Run npm start, which restores ${file}.bak.`);
}

interface StateFile {
  readonly checkpoint: { readonly latest?: EngineState };
}

function stateFile(backend: string, project: string, stack: string): string {
  return join(backend, ".pulumi", "stacks", project, `${stack}.json`);
}

/** How a stack's secrets are encrypted, as the stack file has it; undefined if the stack has no state yet. */
export function readEncryption(backend: string, project: string, stack: string): StackSettings | undefined {
  const { salt, url, encryptedkey } = readDeployment(backend, project, stack).secrets_providers?.state ?? {};
  if (salt !== undefined) {
    return { encryptionSalt: salt };
  }
  return url === undefined || encryptedkey === undefined
    ? undefined
    : { secretsProvider: url, encryptedKey: encryptedkey };
}

/** A stack's outputs; undefined if one is not plain JSON, e.g. a secret, which only the CLI can decrypt. */
export function readOutputs(backend: string, project: string, stack: string): OutputMap | undefined {
  const { resources = [] } = readDeployment(backend, project, stack);
  const { outputs = {} } = resources.find(({ type }) => type === "pulumi:pulumi:Stack") ?? {};
  return JSON.stringify(outputs).includes(signatureKey)
    ? undefined
    : Object.fromEntries(Object.entries(outputs).map(([name, value]) => [name, { value, secret: false }]));
}

/** The summary of a stack's last operation, without the configuration, which can contain secrets. */
export function readLastUpdate(backend: string, project: string, stack: string): UpdateSummary | undefined {
  const folder = join(backend, ".pulumi", "history", project, stack);
  const files = existsSync(folder) ? readdirSync(folder) : [];
  // Each file name contains the time with the same number of digits, so the names sort by time.
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

/** Seconds since 1970, as the backend writes times. */
type Seconds = { readonly startTime: number; readonly endTime: number };

function inSeconds(seconds: number): Date {
  return new Date(seconds * 1000);
}
