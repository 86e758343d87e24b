import { LocalWorkspace, Stack } from "@pulumi/pulumi/automation";
import type { PulumiCommand } from "@pulumi/pulumi/automation";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { backendOf, engineVariables, readLastUpdate, readOutputs, removeLocks, stackExists } from "./backend";
import { Config, Program, readProjectSettings } from "./project";

export interface StackOptions {
  /** The folder that has `Pulumi.yaml`. */
  readonly projectFolder: string;
  readonly stackName: string;
  readonly cli: PulumiCommand;
  /** What `PULUMI_DEBUG_PROVIDERS` takes. */
  readonly providers: string;
  readonly program: Program;
  /** Where the backend and the workspace live. */
  readonly folder: string;
  readonly config: Config;
}

/**
 * A stack of the program in a workspace of its own. The repository is never the workspace: the engine would write an
 * encryption salt into the committed stack file.
 */
export async function openStack(options: StackOptions): Promise<Stack> {
  const { projectFolder, stackName, cli, providers, program, folder, config } = options;
  const workDir = join(folder, "workspace");
  const backend = backendOf(folder);
  mkdirSync(workDir, { recursive: true });
  mkdirSync(backend, { recursive: true });
  // Whoever opens a stack holds its folder, so a lock of the engine's is a killed engine's.
  removeLocks(backend);
  const variables = engineVariables(folder);
  const project = readProjectSettings(projectFolder);
  const workspace = await LocalWorkspace.create({
    program,
    workDir,
    pulumiCommand: cli,
    projectSettings: { ...project, runtime: "nodejs", backend: { url: variables.PULUMI_BACKEND_URL } },
    envVars: {
      ...variables,
      PULUMI_DEBUG_PROVIDERS: providers,
      // The engine lives for a second: collecting its garbage less often takes a tenth of its time off (docs/performance.md).
      GOGC: process.env.GOGC ?? "400",
    },
  });
  // Every operation names its stack, so none has to be selected for it.
  workspace.selectStack = () => Promise.resolve();
  const stack = await Stack[stackExists(backend, project.name, stackName) ? "select" : "create"](stackName, workspace);
  readResultsFromBackend(stack, backend, project.name);
  await writeConfig(stack, config);
  return stack;
}

/** After each operation the Automation API starts the CLI three times, for what is in the backend's files. */
function readResultsFromBackend(stack: Stack, backend: string, project: string): void {
  const outputsFromCli = stack.workspace.stackOutputs.bind(stack.workspace);
  stack.workspace.stackOutputs = (name) => {
    const outputs = readOutputs(backend, project, name);
    return outputs === undefined ? outputsFromCli(name) : Promise.resolve(outputs);
  };
  stack.info = () => Promise.resolve(readLastUpdate(backend, project, stack.name));
}

/** The workspace's own stack file keeps its encryption salt; the configuration is the repository's. */
export async function writeConfig(stack: Stack, config: Config): Promise<void> {
  const settings = await stack.workspace.stackSettings(stack.name);
  await stack.workspace.saveStackSettings(stack.name, { ...settings, config: { ...config } });
}
