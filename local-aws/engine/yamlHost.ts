import type { PulumiCommand } from "@pulumi/pulumi/automation";
import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, dirname, isAbsolute, join } from "node:path";
import { buildGoProgram } from "./goBuild";
import { Log } from "./log";

const name = "pulumi-language-yaml";
const version = "1.25.0";
// Not in the CLI's folder of versions: there each folder is taken for a CLI.
const root = join(homedir(), ".pulumi", "multi-origin", `${name}-${version}`);

/**
 * The folder, to be put on PATH, of the program that runs YAML programs: the official CLI brings it, and a CLI built
 * from its Go module lacks it, so it is built from its own.
 * @returns undefined where it can't be had.
 */
export async function findYamlHost(cli: PulumiCommand, log: Log): Promise<string | undefined> {
  const built = join(root, "bin");
  // A CLI that is found on PATH is a mere name.
  const besideCli = isAbsolute(cli.command) ? [dirname(cli.command)] : [];
  const onPath = (process.env.PATH ?? "").split(delimiter).filter(isAbsolute);
  const found = [...besideCli, ...onPath, built].find((folder) => existsSync(join(folder, name)));
  return found ?? ((await build(log)) ? built : undefined);
}

async function build(log: Log): Promise<boolean> {
  const announcement = `There is no ${name} yet; building it from its Go module, once; this takes a minute or two`;
  const module = "github.com/pulumi/pulumi-yaml/cmd/pulumi-language-yaml";
  try {
    return await buildGoProgram({ title: name, module, version, linkerFlags: "-s -w", root, name, announcement }, log);
  } catch (error) {
    log(`  ${error instanceof Error ? error.message : String(error)}`);
    return false;
  }
}
