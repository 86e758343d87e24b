import type { PulumiCommand } from "@pulumi/pulumi/automation";
import { existsSync } from "node:fs";
import { delimiter, dirname, isAbsolute, join } from "node:path";
import type { LoopbackServer } from "../provider/grpc";
import { foldersOnPath } from "./path";

/** A plugin that the engine needs for a program: its binary in a folder, or a language host that this process serves. */
export type EnginePlugin = { readonly folder: string } | { readonly runtime: string; readonly server: LoopbackServer };

/** The environment variables with which the engine finds the plugins. */
export function pluginVariables(plugins: readonly EnginePlugin[]): Readonly<Record<string, string>> {
  const folders = plugins.flatMap((plugin) => ("folder" in plugin ? plugin.folder : []));
  const served = plugins.flatMap((plugin) => ("runtime" in plugin ? `${plugin.runtime}:${plugin.server.port}` : []));
  return {
    PATH: [...folders, process.env.PATH ?? ""].join(delimiter),
    ...(served.length === 0 ? {} : { PULUMI_DEBUG_LANGUAGES: served.join(",") }),
  };
}

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
