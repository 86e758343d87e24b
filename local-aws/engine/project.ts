import type { ProjectSettings, PulumiCommand } from "@pulumi/pulumi/automation";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseDocument } from "yaml";
import type { UsedToken } from "../provider/schema";
import type { EnginePlugin } from "./enginePlugins";
import type { Log } from "./log";

/** A Pulumi project whose stacks run against the local AWS. */
export interface Project {
  /** The folder that has `Pulumi.yaml` and the stack files. */
  readonly folder: string;
  /** The state of the engine and of the account, unless a session names another folder. */
  readonly stateFolder: string;
  /** Undefined if a language host runs the program. */
  readonly loadProgram: () => Program | undefined;
  /** Loads the program again after an edit. */
  readonly reloadProgram: () => Program | undefined;
  /** The absolute path of the program's module, or of the file that describes it. */
  readonly programFile: string;
  /** The current folder of the program, where its relative paths begin. @default `folder` */
  readonly currentFolder?: string;
  /** The absolute paths of the files that are known to belong to the program. */
  readonly programFiles: () => readonly string[];
  /** @default the `config:` of Pulumi.<stack>.yaml, which must exist */
  readonly readConfig?: (stackName: string) => Config;
  /**
   * Checks the configuration of a stack file before the engine starts.
   * @throws an error with all problems.
   */
  readonly checkConfig?: (config: Config) => Promise<void>;
  /** The names of the hosted zones that a stack with this configuration looks up. They exist before the stack. */
  readonly existingHostedZones: (config: Config) => readonly string[];
  /**
   * Whether the program is not written for the local AWS: resource types that it does not model are inert, and what functions
   * look up exists. @default both are errors
   */
  readonly isForeign?: boolean;
  /** The types and functions that the program uses, if it is written in YAML. */
  readonly usedTokens?: () => readonly UsedToken[];
  /** How the engine runs the program. @default in this process, with this package's SDK */
  readonly runtime?: ProgramRuntime;
}

export interface ProgramRuntime {
  /** Settings in place of those of `Pulumi.yaml`. */
  readonly settings: Pick<ProjectSettings, "main"> &
    Partial<Pick<ProjectSettings, "runtime">> & {
      readonly packages?: Readonly<Record<string, unknown>>;
    };
  /**
   * Finds, writes or serves the plugins that the engine needs.
   * @param stateFolder where files for them can be written
   * @throws an error that names what is missing
   */
  readonly openPlugins?: (cli: PulumiCommand, log: Log, stateFolder: string) => Promise<readonly EnginePlugin[]>;
  /** The SDK that a program in this process imports. An SDK keeps the state of the running program. */
  readonly loadSdk?: () => Sdk;
}

export interface Sdk {
  readonly automation: typeof import("@pulumi/pulumi/automation");
  readonly runtime: typeof import("@pulumi/pulumi/runtime");
}

/** Registers the resources and returns the stack's outputs. */
export type Program = () => Promise<Record<string, unknown>>;

/** A stack's configuration: values by their full keys, e.g. `aws:region`. */
export type Config = Readonly<Record<string, unknown>>;

/** @throws an error with what to do if the folder has no program */
export function readProjectSettings(projectFolder: string): ProjectSettings {
  const file = join(projectFolder, "Pulumi.yaml");
  if (!existsSync(file)) {
    throw new Error(`There is no Pulumi.yaml in ${projectFolder}. Run the command in the folder of a Pulumi program.`);
  }
  return readYaml(file) as ProjectSettings;
}

/** The `config:` of Pulumi.<stack>.yaml. As for the CLI, a key without a namespace belongs to the project. */
export function readStackConfig(projectFolder: string, stackName: string): Config {
  const file = join(projectFolder, `Pulumi.${stackName}.yaml`);
  if (!existsSync(file)) {
    throw new Error(
      `There is no stack "${stackName}": ${file} does not exist. Create the file, or set another --stack.`,
    );
  }
  const { name } = readProjectSettings(projectFolder);
  const { config } = (readYaml(file) as { config?: Config | null } | null) ?? {};
  return Object.fromEntries(
    Object.entries(config ?? {}).map(([key, value]) => [key.includes(":") ? key : `${name}:${key}`, value]),
  );
}

/** @throws an error that names the file and the line of a mistake */
function readYaml(file: string): unknown {
  const document = parseDocument(readFileSync(file, "utf8"));
  const [error] = document.errors;
  if (error !== undefined) {
    const { line = 1, col = 1 } = error.linePos?.[0] ?? {};
    const [reason = ""] = error.message.split(/ at line \d+/);
    throw new Error(`${file}:${line}:${col}: not valid YAML: ${reason}`);
  }
  return document.toJS();
}
