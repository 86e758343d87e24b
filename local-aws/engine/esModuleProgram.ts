import type { ProjectSettings } from "@pulumi/pulumi/automation";
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { nodejsDynamicProvider } from "./dynamicProvider";
import type { NodejsEntry } from "./nodejsEntry";
import { serveNodeHost } from "./nodeHost";
import type { Project } from "./project";
import { nodejsSources, sourceFiles } from "./sourceFiles";

/** Transpiles TypeScript without type checks, as for the programs in this process. The package has it next to its bundles. */
const transpiler = [join(__dirname, "transpile"), join(__dirname, "..", "..", "commands", "transpile")]
  .map((transpile) => join(transpile, "esModules.mjs"))
  .find((file) => existsSync(file));

/**
 * A program of ES modules. Node.js cannot load an ES module again, so the SDK's runner loads it in a new process for each
 * operation.
 */
export function esModuleProgram(
  folder: string,
  { file: programFile, folder: current }: NodejsEntry,
  { main = "", runtime }: ProjectSettings,
): Pick<Project, "loadProgram" | "reloadProgram" | "programFile" | "currentFolder" | "programFiles" | "runtime"> {
  const options = typeof runtime === "object" ? runtime.options : undefined;
  return {
    loadProgram: () => undefined,
    reloadProgram: () => undefined,
    programFile,
    currentFolder: current,
    programFiles: () => sourceFiles(folder, nodejsSources),
    runtime: {
      settings: {
        main: resolve(folder, main),
        runtime: { name: "nodejs", ...(options === undefined ? {} : { options }) },
      },
      openPlugins: async (_cli, _log, stateFolder) => {
        const options = { transpiler: transpiler === undefined ? [] : ["--import", pathToFileURL(transpiler).href] };
        return [
          nodejsDynamicProvider(stateFolder, folder),
          { runtime: "nodejs", server: await serveNodeHost(options) },
        ];
      },
    },
  };
}
