import * as ownAutomation from "@pulumi/pulumi/automation";
import type { PulumiCommand, Stack, StackSettings } from "@pulumi/pulumi/automation";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import {
  backendOf,
  engineVariables,
  ensureVersion,
  readEncryption,
  readLastUpdate,
  readOutputs,
  removeLocks,
  restoreDamagedState,
  stackExists,
} from "./backend";
import { EnginePlugin, pluginVariables } from "./enginePlugins";
import { Log } from "./log";
import { shareUserPlugins } from "./userPlugins";
import { Config, Program, Project, readProjectSettings } from "./project";

export interface StackOptions {
  readonly project: Project;
  readonly stackName: string;
  readonly cli: PulumiCommand;
  /** The value of `PULUMI_DEBUG_PROVIDERS`. */
  readonly providers: string;
  /** The plugins that the program needs. */
  readonly plugins: readonly EnginePlugin[];
  /** Undefined if a language host runs the program. */
  readonly program: Program | undefined;
  /** The folder for the backend and the workspace. */
  readonly folder: string;
  readonly config: Config;
  readonly log: Log;
}

/**
 * Opens a stack of the program in its own workspace. The project's folder is never the workspace, because the engine would
 * write an encryption salt into the committed stack file.
 */
export async function openStack(options: StackOptions): Promise<Stack> {
  const { project, stackName, cli, providers, plugins, program, folder, config, log } = options;
  const { settings, loadSdk } = project.runtime ?? {};
  const { LocalWorkspace, Stack } = loadSdk?.().automation ?? ownAutomation;
  const workDir = join(folder, "workspace");
  const backend = backendOf(folder);
  mkdirSync(workDir, { recursive: true });
  ensureVersion(backend);
  // This process holds the folder's lock, so any lock of the engine is stale.
  removeLocks(backend);
  const variables = engineVariables(folder);
  if (project.isForeign === true) {
    shareUserPlugins(variables.PULUMI_HOME);
  }
  const written = readProjectSettings(project.folder);
  restoreDamagedState(backend, written.name, stackName, log);
  const workspace = await LocalWorkspace.create({
    ...(program === undefined ? {} : { program }),
    workDir,
    pulumiCommand: cli,
    projectSettings: { ...written, runtime: "nodejs", ...settings, backend: { url: variables.PULUMI_BACKEND_URL } },
    envVars: {
      ...variables,
      ...pluginVariables(plugins),
      PULUMI_DEBUG_PROVIDERS: providers,
      // Less garbage collection saves a tenth of the engine's time (docs/performance.md).
      GOGC: process.env.GOGC ?? "400",
    },
  });
  // Each operation names its stack, so no stack has to be selected.
  workspace.selectStack = () => Promise.resolve();
  const stack = await Stack[stackExists(backend, written.name, stackName) ? "select" : "create"](stackName, workspace);
  readResultsFromBackend(stack, backend, written.name);
  await writeConfig(stack, config, readEncryption(backend, written.name, stackName));
  return stack;
}

/** After each operation the Automation API starts the CLI three times, for values that are in the backend's files. */
function readResultsFromBackend(stack: Stack, backend: string, project: string): void {
  const outputsFromCli = stack.workspace.stackOutputs.bind(stack.workspace);
  stack.workspace.stackOutputs = (name) => {
    const outputs = readOutputs(backend, project, name);
    return outputs === undefined ? outputsFromCli(name) : Promise.resolve(outputs);
  };
  stack.info = () => Promise.resolve(readLastUpdate(backend, project, stack.name));
}

/**
 * Writes the configuration into the workspace's stack file.
 * @param encryption how the secrets are encrypted. @default as in the stack file
 */
export async function writeConfig(stack: Stack, config: Config, encryption?: StackSettings): Promise<void> {
  const settings = encryption ?? (await readStackSettings(stack));
  await stack.workspace.saveStackSettings(stack.name, { ...settings, config: { ...config } });
}

/** A damaged stack file counts as empty: it only matters for a stack without state, which has no secrets yet. */
async function readStackSettings(stack: Stack): Promise<StackSettings> {
  try {
    return await stack.workspace.stackSettings(stack.name);
  } catch {
    return {};
  }
}
