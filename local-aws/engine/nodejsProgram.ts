import { loadFresh, programFiles } from "./freshProgram";
import { nodejsDynamicProvider } from "./dynamicProvider";
import type { NodejsEntry } from "./nodejsEntry";
import { loadSdk } from "./nodejsSdk";
import type { Project } from "./project";
import { nodejsSources, sourceFiles } from "./sourceFiles";

/** A program that runs in this process, with its own copy of the SDK. */
export function nodejsProgram(
  folder: string,
  { file: programFile, folder: current }: NodejsEntry,
): Pick<Project, "loadProgram" | "reloadProgram" | "programFile" | "currentFolder" | "programFiles" | "runtime"> {
  let last: unknown;
  const program = async (): Promise<Record<string, unknown>> => {
    const exported = loadFresh(programFile);
    rejectCached(programFile, exported, last);
    last = exported;
    return await outputsOf(exported);
  };
  return {
    loadProgram: () => program,
    reloadProgram: () => program,
    programFile,
    currentFolder: current,
    programFiles: () => {
      const loaded = programFiles(programFile);
      // An edit of any source file can fix a program that could not be loaded.
      return loaded.length > 0 ? loaded : sourceFiles(folder, nodejsSources);
    },
    runtime: {
      settings: { main: current },
      loadSdk: () => loadSdk(folder),
      openPlugins: (_cli, _log, stateFolder) => Promise.resolve([nodejsDynamicProvider(stateFolder, folder)]),
    },
  };
}

/**
 * Jest replaces the cache of Node.js and does not load a module again. A program that registers its resources while it loads
 * would register none, and the engine would delete the stack.
 */
function rejectCached(file: string, exported: unknown, last: unknown): void {
  if (exported === last && typeof exported === "object") {
    throw new Error(
      `${file} was not loaded again for this operation. Export an async function that registers the resources.`,
    );
  }
}

/** What Pulumi's nodejs runtime does with the module of a program: its exports, or the value of a function, are the outputs. */
async function outputsOf(exported: unknown): Promise<Record<string, unknown>> {
  const { default: byDefault } = (exported ?? {}) as { default?: unknown };
  const program = typeof byDefault === "function" ? byDefault : exported;
  const outputs: unknown = typeof program === "function" ? await Reflect.apply(program, undefined, []) : await program;
  return (outputs ?? {}) as Record<string, unknown>;
}
