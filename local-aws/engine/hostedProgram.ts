import type { ProjectRuntimeInfo, ProjectSettings, PulumiCommand } from "@pulumi/pulumi/automation";
import { join, resolve } from "node:path";
import { findLanguageHost } from "./languageHost";
import { Log } from "./log";
import type { Project } from "./project";
import { sourceFiles } from "./sourceFiles";
import { findYamlHost } from "./yamlHost";
import { usedTokens } from "./yamlProgram";

/** A program that a language host runs in its own process. */
export function hostedProgram(
  folder: string,
  { main = "", ...others }: ProjectSettings,
  { name, options = {} }: ProjectRuntimeInfo,
): Pick<
  Project,
  "loadProgram" | "reloadProgram" | "programFile" | "currentFolder" | "programFiles" | "usedTokens" | "runtime"
> {
  const { virtualenv } = options as { virtualenv?: unknown };
  // The language host resolves the path from the workspace.
  const paths = typeof virtualenv === "string" ? { virtualenv: resolve(folder, virtualenv) } : {};
  const programFile = join(folder, "Pulumi.yaml");
  return {
    loadProgram: () => undefined,
    reloadProgram: () => undefined,
    programFile,
    currentFolder: resolve(folder, main),
    programFiles: () => sourceFiles(folder, /\.(ya?ml|py)$/),
    ...(name === "yaml" ? { usedTokens: () => usedTokens(resolve(folder, main)) } : {}),
    runtime: {
      settings: {
        main: resolve(folder, main),
        runtime: { name, options: { ...options, ...paths } },
        ...absolutePackages(folder, others),
      },
      findHost: (cli, log) => findHost(name, cli, log),
    },
  };
}

/** The engine resolves the path of a package from the workspace. */
function absolutePackages(folder: string, settings: object): { packages?: Readonly<Record<string, unknown>> } {
  const { packages } = settings as { packages?: Readonly<Record<string, unknown>> };
  const absolute = (source: unknown): unknown =>
    typeof source === "string" && /^\.{1,2}[\\/]/.test(source) ? resolve(folder, source) : source;
  return packages === undefined
    ? {}
    : { packages: Object.fromEntries(Object.entries(packages).map(([name, source]) => [name, absolute(source)])) };
}

async function findHost(runtime: string, cli: PulumiCommand, log: Log): Promise<string> {
  const host = `pulumi-language-${runtime}`;
  const found = runtime === "yaml" ? await findYamlHost(cli, log) : findLanguageHost(host, cli);
  if (found === undefined) {
    throw new Error(
      `${host} runs programs with "runtime: ${runtime}" and is neither next to ${cli.command} nor on PATH. ` +
        "Install the Pulumi CLI, which includes it: https://www.pulumi.com/docs/iac/download-install/",
    );
  }
  return found;
}
