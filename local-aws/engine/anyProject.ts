import type { ProjectSettings } from "@pulumi/pulumi/automation";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { hostedProgram } from "./hostedProgram";
import { esModuleProgram } from "./esModuleProgram";
import { findNodejsEntry } from "./nodejsEntry";
import { nodejsProgram } from "./nodejsProgram";
import { Config, Project, readProjectSettings, readStackConfig } from "./project";

/**
 * The project of any folder with a Pulumi program. Its state is in the folder's `.local`, which is created with a `.gitignore`.
 * @throws an error that names what is missing in the folder
 */
export function openProject(path: string): Project {
  const folder = resolve(path);
  const settings = readProjectSettings(folder);
  const { runtime: written = "nodejs" } = settings;
  const runtime = typeof written === "string" ? { name: written } : written;
  const program =
    runtime.name === "nodejs" ? openNodejsProgram(folder, settings) : hostedProgram(folder, settings, runtime);
  return {
    folder,
    stateFolder: createStateFolder(folder),
    ...program,
    // A stack without configuration has no file.
    readConfig: (stackName) => (hasStackFile(folder, stackName) ? readStackConfig(folder, stackName) : {}),
    checkConfig: rejectEncrypted,
    isForeign: true,
    existingHostedZones: () => [],
  };
}

function openNodejsProgram(folder: string, settings: ProjectSettings) {
  const entry = findNodejsEntry(folder, settings);
  return entry.isEsModule ? esModuleProgram(folder, entry, settings) : nodejsProgram(folder, entry);
}

/** Where the state of a folder's program is. */
export function stateFolderOf(folder: string): string {
  return join(folder, ".local");
}

function createStateFolder(folder: string): string {
  const stateFolder = stateFolderOf(folder);
  try {
    if (!existsSync(stateFolder)) {
      // Without `recursive`, for which Node.js reports ENOENT on a read-only file system.
      mkdirSync(stateFolder);
    }
    writeFileSync(join(stateFolder, ".gitignore"), "*\n");
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`Cannot write the state: ${reason}. ${stateFolder} must be a folder that you can write.`, {
      cause: error,
    });
  }
  return stateFolder;
}

function hasStackFile(folder: string, stackName: string): boolean {
  return existsSync(join(folder, `Pulumi.${stackName}.yaml`));
}

/** The local stack has its own key. */
function rejectEncrypted(config: Config): Promise<void> {
  const encrypted = Object.keys(config).filter((key) => JSON.stringify(config[key]).includes('{"secure":'));
  return encrypted.length === 0
    ? Promise.resolve()
    : Promise.reject(
        new Error(
          `The stack file has encrypted values, which a local stack cannot decrypt: ${encrypted.join(", ")}. ` +
            "Write a stack file with plain values for local use, for example Pulumi.local.yaml, and pass --stack local.",
        ),
      );
}
