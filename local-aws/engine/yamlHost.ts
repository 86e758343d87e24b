import type { PulumiCommand } from "@pulumi/pulumi/automation";
import { homedir } from "node:os";
import { join } from "node:path";
import { findLanguageHost } from "./enginePlugins";
import { buildGoProgram } from "./goBuild";
import { Log } from "./log";

const name = "pulumi-language-yaml";
const version = "1.25.0";
// Not in the CLI's versions folder: each folder in it is searched for a CLI.
const root = join(homedir(), ".pulumi", "multi-origin", `${name}-${version}`);

/**
 * Finds the language host for YAML programs. The official CLI includes it; a CLI that is built from its Go module does not,
 * so then the host is built from its Go module too.
 * @returns the host's folder, to put on PATH; undefined if the host can neither be found nor built.
 */
export async function findYamlHost(cli: PulumiCommand, log: Log): Promise<string | undefined> {
  const builtFolder = join(root, "bin");
  return findLanguageHost(name, cli, [builtFolder]) ?? ((await build(log)) ? builtFolder : undefined);
}

async function build(log: Log): Promise<boolean> {
  const announcement = `${name} not found; building it from its Go module. This takes a minute or two, only this time.`;
  const module = "github.com/pulumi/pulumi-yaml/cmd/pulumi-language-yaml";
  try {
    return await buildGoProgram({ title: name, module, version, linkerFlags: "-s -w", root, name, announcement }, log);
  } catch (error) {
    log(`  ${error instanceof Error ? error.message : String(error)}`);
    return false;
  }
}
