import type { ProjectSettings } from "@pulumi/pulumi/automation";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";

/** A Pulumi project whose stacks run against the local AWS. */
export interface Project {
  /** The folder that has `Pulumi.yaml` and the stack files. */
  readonly folder: string;
  /** The state of the engine and of the account, unless a session names another folder. */
  readonly stateFolder: string;
  readonly loadProgram: () => Program;
  /** The names of the hosted zones that a stack with this configuration looks up. They exist before the stack. */
  readonly existingHostedZones: (config: Config) => readonly string[];
}

/** Registers the resources and returns the stack's outputs. */
export type Program = () => Promise<Record<string, unknown>>;

/** A stack's configuration: values by their full keys, e.g. `aws:region`. */
export type Config = Readonly<Record<string, unknown>>;

export function readProjectSettings(projectFolder: string): ProjectSettings {
  return readYaml(join(projectFolder, "Pulumi.yaml")) as ProjectSettings;
}

/** The `config:` of Pulumi.<stack>.yaml. */
export function readStackConfig(projectFolder: string, stackName: string): Config {
  const file = join(projectFolder, `Pulumi.${stackName}.yaml`);
  if (!existsSync(file)) {
    throw new Error(`There is no stack "${stackName}": ${file} does not exist.`);
  }
  return (readYaml(file) as { config?: Config } | null)?.config ?? {};
}

function readYaml(file: string): unknown {
  return parse(readFileSync(file, "utf8"));
}
