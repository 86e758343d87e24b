import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { coerce, lt } from "semver";
import { packExecutable } from "./packExecutable";

interface InstalledPack {
  readonly folder: string;
  readonly minimumPulumiCli: string;
}

interface PackPath {
  readonly path: string;
  /** One line about a Pulumi CLI that cannot run the pack. */
  readonly warning?: string;
}

/** The executable that starts the policy pack. An older Pulumi CLI fails with an error that does not name its version. */
export async function packPath({ folder, minimumPulumiCli }: InstalledPack): Promise<PackPath> {
  const path = packExecutable(folder);
  const version = await cliVersion();
  return version === undefined || !lt(version, minimumPulumiCli)
    ? { path }
    : {
        path,
        warning:
          `The Pulumi CLI on PATH has version ${version.version}, and a file as policy pack requires ${minimumPulumiCli} or newer. ` +
          `Update the CLI, or run npm install in ${join(folder, "dist", "cloud")} and pass this folder instead.`,
      };
}

/** The version of the Pulumi CLI on PATH; undefined if there is none. */
async function cliVersion() {
  try {
    const { stdout } = await promisify(execFile)("pulumi", ["version"]);
    return coerce(stdout) ?? undefined;
  } catch {
    return undefined;
  }
}
