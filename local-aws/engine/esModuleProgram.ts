import type { ProjectSettings } from "@pulumi/pulumi/automation";
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { serveNodeHost } from "./nodeHost";
import type { Project } from "./project";
import { sourceFiles } from "./sourceFiles";

/** Transpiles TypeScript without type checks, as for the programs in this process. The package has it next to its bundles. */
const transpiler = [join(__dirname, "transpile"), join(__dirname, "..", "..", "commands", "transpile")]
  .map((transpile) => join(transpile, "esModules.mjs"))
  .find((file) => existsSync(file));

/**
 * A program of ES modules. Node.js cannot load an ES module again, so the SDK's runner loads it in a new process for each
 * operation.
 * @param programFile the absolute path of its module
 */
export function esModuleProgram(
  folder: string,
  programFile: string,
  { main = "", runtime }: ProjectSettings,
): Pick<Project, "loadProgram" | "reloadProgram" | "programFile" | "programFiles" | "runtime"> {
  const options = typeof runtime === "object" ? runtime.options : undefined;
  return {
    loadProgram: () => undefined,
    reloadProgram: () => undefined,
    programFile,
    programFiles: () => sourceFiles(folder, /\.([cm]?[jt]s|json)$/),
    runtime: {
      settings: {
        main: resolve(folder, main),
        runtime: { name: "nodejs", ...(options === undefined ? {} : { options }) },
      },
      serveHost: () =>
        serveNodeHost({ transpiler: transpiler === undefined ? [] : ["--import", pathToFileURL(transpiler).href] }),
    },
  };
}
