import type { PulumiCommand } from "@pulumi/pulumi/automation";
import { existsSync } from "node:fs";
import { dirname, isAbsolute, join } from "node:path";
import { foldersOnPath } from "./path";

/**
 * Finds the folder of a language host where the CLI searches for it: next to the CLI and on PATH.
 * @param name for example "pulumi-language-yaml"
 * @param others folders to search after these
 */
export function findLanguageHost(name: string, cli: PulumiCommand, others: readonly string[] = []): string | undefined {
  // The command of a CLI on PATH has no folder.
  const cliFolder = isAbsolute(cli.command) ? [dirname(cli.command)] : [];
  const file = process.platform === "win32" ? `${name}.exe` : name;
  return [...cliFolder, ...foldersOnPath(), ...others].find((folder) => existsSync(join(folder, file)));
}
