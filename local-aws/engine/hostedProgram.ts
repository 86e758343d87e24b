import type { ProjectRuntimeInfo, ProjectSettings, PulumiCommand } from "@pulumi/pulumi/automation";
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { currentFolderOf } from "./currentFolder";
import { EnginePlugin, findLanguageHost } from "./enginePlugins";
import { Log } from "./log";
import { serveNodeHost } from "./nodeHost";
import type { Project } from "./project";
import { openPythonPlugins } from "./pythonHost";
import { environmentInFolder, PythonOptions } from "./pythonInterpreter";
import { sourceFiles } from "./sourceFiles";
import { findYamlHost } from "./yamlHost";
import { usedTokens } from "./yamlProgram";

const programs = /\.(ya?ml|py)$/;

/** A component of a package can bundle a function from the program's folder. */
const withSources = /\.(ya?ml|py|[cm]?[jt]sx?)$/;

/**
 * A program that a language host runs in its own process.
 * @throws an error with what to do if a Python program has no module
 */
export function hostedProgram(
  folder: string,
  { main = "", ...others }: ProjectSettings,
  { name, options = {} }: ProjectRuntimeInfo,
): Pick<
  Project,
  "loadProgram" | "reloadProgram" | "programFile" | "currentFolder" | "programFiles" | "usedTokens" | "runtime"
> {
  const path = resolve(folder, main);
  if (name === "python") {
    requirePythonModule(path);
  }
  return {
    loadProgram: () => undefined,
    reloadProgram: () => undefined,
    programFile: join(folder, "Pulumi.yaml"),
    currentFolder: currentFolderOf(path),
    programFiles: () => sourceFiles(folder, "packages" in others ? withSources : programs),
    ...(name === "yaml" ? { usedTokens: () => usedTokens(path) } : {}),
    runtime: {
      settings: {
        main: path,
        runtime: { name, options: name === "python" ? withEnvironment(folder, options) : options },
        ...absolutePackages(folder, others),
      },
      openPlugins: async (cli, log, stateFolder) => [
        ...((await findHost(name, cli, log)) ??
          (name === "python" ? await openPythonPlugins(folder, options, stateFolder) : rejectHost(name, cli))),
        ...("packages" in others ? await nodePlugins(cli) : []),
      ],
    },
  };
}

/** https://www.pulumi.com/docs/iac/languages-sdks/python/ */
function requirePythonModule(path: string): void {
  if (currentFolderOf(path) === path ? !existsSync(join(path, "__main__.py")) : !existsSync(path)) {
    throw new Error(`There is no program in ${path}. Write __main__.py, or set "main" of Pulumi.yaml to its module.`);
  }
}

/** The binary resolves the path from the workspace. With pip, it does not search the program's folder. */
function withEnvironment(folder: string, options: PythonOptions): PythonOptions {
  const { toolchain = "pip", virtualenv = toolchain === "pip" ? environmentInFolder(folder) : undefined } = options;
  return { ...options, ...(typeof virtualenv === "string" ? { virtualenv: resolve(folder, virtualenv) } : {}) };
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

async function findHost(runtime: string, cli: PulumiCommand, log: Log): Promise<EnginePlugin[] | undefined> {
  const found = runtime === "yaml" ? await findYamlHost(cli, log) : findLanguageHost(`pulumi-language-${runtime}`, cli);
  return found === undefined ? undefined : [{ folder: found }];
}

/** The language host of packages that Node.js runs, such as pulumi-multi-origin. */
async function nodePlugins(cli: PulumiCommand): Promise<EnginePlugin[]> {
  const folder = findLanguageHost("pulumi-language-nodejs", cli);
  return folder === undefined ? [{ runtime: "nodejs", server: await serveNodeHost() }] : [{ folder }];
}

function rejectHost(runtime: string, cli: PulumiCommand): never {
  throw new Error(
    `pulumi-language-${runtime} runs programs with "runtime: ${runtime}" and is neither next to ${cli.command} nor on PATH. ` +
      "Install the Pulumi CLI, which includes it: https://www.pulumi.com/docs/iac/download-install/",
  );
}
