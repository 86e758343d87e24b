import { join } from "node:path";
import { packExecutable } from "./commands/packExecutable";
import { loadFresh, programFiles } from "./local-aws/engine/freshProgram";
import type { Config, Program, Project } from "./local-aws/engine/project";

export const root = __dirname;
const programFile = join(root, "index.ts");
/** Everything that the local commands write: the state of the engine and of the local AWS, certificates. Git-ignored. */
export const localFolder = join(root, ".local");
/** The policy pack's executable, for `--policy-pack`. */
export const policyPack = packExecutable(join(root, "policy-pack"));

/** This repository's program, as the local AWS opens its stacks. */
export const project: Project = {
  folder: root,
  stateFolder: localFolder,
  loadProgram,
  reloadProgram: () => loadFresh(programFile) as Program,
  programFile,
  programFiles: () => programFiles(programFile),
  checkConfig,
  // The project can be renamed.
  existingHostedZones: (config) =>
    Object.entries(config).flatMap(([key, value]) =>
      key.endsWith(":hostedZone") && typeof value === "string" ? [value] : [],
    ),
};

/** Checks what the program checks too: here, the error is printed without the engine's output around it. */
async function checkConfig(config: Config): Promise<void> {
  const { readConfig, rejectProblems } = await import("./config");
  const { readProjectSettings } = await import("./local-aws/engine/project");
  const text = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value));
  const values = Object.entries(config).map(([key, value]) => [key, text(value)] as const);
  // Only the engine can decrypt a secret.
  if (values.every(([, value]) => !value.startsWith('{"secure":'))) {
    rejectProblems(readConfig(Object.fromEntries(values), readProjectSettings(root).name, root).problems);
  }
}

/** Loads the program only for commands that need it. The function that it exports runs once for each operation. */
export function loadProgram(): Program {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- the program's module is `export =`
  return require("./index") as Program;
}
