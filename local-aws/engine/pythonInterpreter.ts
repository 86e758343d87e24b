import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { dirname, isAbsolute, join, relative, resolve } from "node:path";
import { promisify } from "node:util";
import { foldersOnPath } from "./path";

/** The options of Pulumi's Python runtime that select an interpreter. https://www.pulumi.com/docs/iac/languages-sdks/python/ */
export interface PythonOptions {
  /** @default "pip" */
  readonly toolchain?: unknown;
  /** The path of the virtual environment, from the program's folder. */
  readonly virtualenv?: unknown;
}

const runFile = promisify(execFile);
const isWindows = process.platform === "win32";

/** How each toolchain creates the virtual environment, by its path from the program's folder, and installs the packages. */
const installations: Readonly<Record<string, (environment: string) => string>> = {
  pip: (environment) => `python3 -m venv ${environment} && ${pythonIn(environment)} -m pip install -r requirements.txt`,
  poetry: () => "poetry install",
  uv: () => "uv sync",
};

/**
 * Finds the interpreter of a program: of the virtual environment that its options name, of the one in its folder, or on PATH.
 * @returns its absolute path
 * @throws an error with what to do, if there is none or it does not have Pulumi's SDK
 */
export async function findPython(folder: string, options: PythonOptions): Promise<string> {
  const installation = installationOf(options);
  const environment = await findEnvironment(folder, options);
  const python = environment === undefined ? findOnPath() : pythonIn(environment);
  const install = `Run "${installation(environment === undefined ? "venv" : relative(folder, environment))}" in ${folder}.`;
  if (python === undefined || !existsSync(python)) {
    throw new Error(
      environment === undefined
        ? `There is neither a virtual environment in ${folder} nor Python on PATH. ${install}`
        : `There is no virtual environment in ${environment}. ${install}`,
    );
  }
  if (!(await hasSdk(python))) {
    throw new Error(`${python} does not have the package pulumi. ${install}`);
  }
  return python;
}

/** The virtual environment in the program's folder, by the names that Pulumi's templates and tools use. */
export function environmentInFolder(folder: string): string | undefined {
  return [".venv", "venv"].map((name) => join(folder, name)).find((path) => existsSync(pythonIn(path)));
}

function installationOf({ toolchain = "pip" }: PythonOptions): (environment: string) => string {
  const installation = typeof toolchain === "string" ? installations[toolchain] : undefined;
  if (installation === undefined) {
    throw new Error(`Pulumi.yaml: toolchain: ${JSON.stringify(toolchain)} is not valid; use "pip", "poetry" or "uv".`);
  }
  return installation;
}

async function findEnvironment(folder: string, options: PythonOptions): Promise<string | undefined> {
  const { toolchain, virtualenv } = options;
  if (typeof virtualenv === "string") {
    return resolve(folder, virtualenv);
  }
  return (
    environmentInFolder(folder) ??
    (toolchain === "poetry" ? await environmentOfPoetry(folder) : undefined) ??
    (toolchain === "uv" ? environmentAbove(folder) : undefined)
  );
}

/** Poetry keeps its virtual environments in a cache. https://python-poetry.org/docs/managing-environments/ */
async function environmentOfPoetry(cwd: string): Promise<string | undefined> {
  const path = await runFile("poetry", ["env", "info", "--path"], { cwd }).then(
    ({ stdout }) => stdout.trim(),
    () => "",
  );
  return path === "" ? undefined : path;
}

/** A workspace of uv has one virtual environment. https://docs.astral.sh/uv/concepts/projects/workspaces/ */
function environmentAbove(folder: string): string | undefined {
  const parent = dirname(folder);
  return parent === folder ? undefined : (environmentInFolder(parent) ?? environmentAbove(parent));
}

function pythonIn(environment: string): string {
  return isWindows ? join(environment, "Scripts", "python.exe") : join(environment, "bin", "python");
}

/** PULUMI_PYTHON_CMD has the same meaning as for the Pulumi CLI. */
function findOnPath(): string | undefined {
  const names = [process.env.PULUMI_PYTHON_CMD ?? "", "python3", "python"].filter((name) => name !== "");
  return names
    .flatMap((name) => (isAbsolute(name) ? [name] : foldersOnPath().map((folder) => join(folder, name))))
    .map((path) => (isWindows && !path.endsWith(".exe") ? `${path}.exe` : path))
    .find((path) => existsSync(path));
}

function hasSdk(python: string): Promise<boolean> {
  return runFile(python, ["-c", 'from importlib.metadata import version; version("pulumi")']).then(
    () => true,
    () => false,
  );
}
