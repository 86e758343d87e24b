import type { RunRequest } from "@pulumi/pulumi/proto/language_pb";
import { ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, dirname, join, resolve } from "node:path";
import { pythonDynamicProvider } from "./dynamicProvider";
import type { EnginePlugin } from "./enginePlugins";
import { findPython, PythonOptions } from "./pythonInterpreter";
import { configVariables, serveHost } from "./servedHost";

/** Next to this module, and next to the bundle of the package. */
const runner = join(__dirname, "python", "run.py");

/**
 * Serves in place of the binary `pulumi-language-python`, which is part of the official CLI and cannot be built from its Go
 * module. It starts the program with the program's own interpreter. Dynamic providers run with it too.
 * @param folder of the program's Pulumi.yaml
 * @param stateFolder where the plugin for dynamic providers is written
 */
export async function openPythonPlugins(
  folder: string,
  options: PythonOptions,
  stateFolder: string,
): Promise<readonly EnginePlugin[]> {
  const python = await findPython(folder, options);
  const server = await serveHost({
    startProgram: (request, engine) => startProgram(request, engine, folder, python),
  });
  return [pythonDynamicProvider(stateFolder, python), { runtime: "python", server }];
}

function startProgram(request: RunRequest, engine: string, folder: string, python: string): ChildProcess {
  const entry = resolve(request.getPwd(), request.getInfo()?.getEntryPoint() ?? "");
  const module = existsSync(join(entry, "__main__.py")) ? join(entry, "__main__.py") : entry;
  const settings = {
    monitor: request.getMonitorAddress(),
    engine,
    project: request.getProject(),
    stack: request.getStack(),
    organization: request.getOrganization(),
    parallel: request.getParallel(),
    dry_run: request.getDryrun(),
    root_directory: folder,
  };
  return spawn(python, [runner, module, JSON.stringify(settings)], {
    cwd: request.getPwd(),
    // The commands that the program starts are those of its virtual environment.
    env: {
      ...process.env,
      ...configVariables(request),
      PATH: [dirname(python), process.env.PATH ?? ""].join(delimiter),
    },
    stdio: ["ignore", "inherit", "inherit"],
  });
}
