import { createRequire } from "node:module";
import { join } from "node:path";
import type { Sdk } from "./project";

/**
 * The program's SDK: another copy has another state, and would register nothing.
 * @throws an error with what to do, if it is not installed
 */
export function loadSdk(folder: string): Sdk {
  return fromProgram(folder, (load) => ({
    automation: load("@pulumi/pulumi/automation") as Sdk["automation"],
    runtime: load("@pulumi/pulumi/runtime") as Sdk["runtime"],
  }));
}

/**
 * Finds a module of the program's SDK.
 * @param module for example "cmd/run"
 * @returns its absolute path
 * @throws an error with what to do, if it is not installed
 */
export function findInSdk(folder: string, module: string): string {
  return fromProgram(folder, (load) => load.resolve(`@pulumi/pulumi/${module}`));
}

function fromProgram<T>(folder: string, use: (load: NodeJS.Require) => T): T {
  try {
    return use(createRequire(join(folder, "package.json")));
  } catch (error) {
    const reason = error instanceof Error ? error.message.split("\n")[0] : String(error);
    throw new Error(
      `Cannot load @pulumi/pulumi for the program in ${folder}: ${reason}. Run npm install in this folder.`,
      { cause: error },
    );
  }
}
