import { LocalWorkspace, ProjectSettings, Stack } from "@pulumi/pulumi/automation";
import type { PulumiCommand } from "@pulumi/pulumi/automation";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { backendOf, dropLocks, engineVariables, readLastUpdate, readOutputs, stackExists } from "./backend";

export type Program = () => Promise<Record<string, unknown>>;

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

export type Config = Readonly<Record<string, unknown>>;

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
  dropLocks(backend);
  const variables = engineVariables(folder);
  const project = readYaml(join(projectFolder, "Pulumi.yaml")) as ProjectSettings;
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
  readFromBackend(stack, backend, project.name);
  await writeConfig(stack, config);
  return stack;
}

/** After each operation the Automation API starts the CLI three times, for what is in the backend's files. */
function readFromBackend(stack: Stack, backend: string, project: string): void {
  const askCli = stack.workspace.stackOutputs.bind(stack.workspace);
  stack.workspace.stackOutputs = (name) => {
    const outputs = readOutputs(backend, project, name);
    return outputs === undefined ? askCli(name) : Promise.resolve(outputs);
  };
  stack.info = () => Promise.resolve(readLastUpdate(backend, project, stack.name));
}

/** The `config:` of Pulumi.<stack>.yaml. */
export function readStackConfig(projectFolder: string, stackName: string): Config {
  const file = join(projectFolder, `Pulumi.${stackName}.yaml`);
  if (!existsSync(file)) {
    throw new Error(`There is no stack "${stackName}": ${file} does not exist.`);
  }
  return (readYaml(file) as { config?: Config } | null)?.config ?? {};
}

/** The workspace's own stack file keeps its encryption salt; the configuration is the repository's. */
export async function writeConfig(stack: Stack, config: Config): Promise<void> {
  const settings = await stack.workspace.stackSettings(stack.name);
  await stack.workspace.saveStackSettings(stack.name, { ...settings, config: { ...config } });
}

function readYaml(file: string): unknown {
  return parse(readFileSync(file, "utf8"));
}
