import type { ProjectSettings } from "@pulumi/pulumi/automation";
import { existsSync, readFileSync } from "node:fs";
import { extname, join, resolve } from "node:path";
import { currentFolderOf } from "./currentFolder";

/** The module of a Node.js program. */
export interface NodejsEntry {
  /** Its absolute path. */
  readonly file: string;
  /** The current folder of the program. */
  readonly folder: string;
  /** Whether Node.js loads it as an ES module. https://nodejs.org/api/packages.html#determining-module-system */
  readonly isEsModule: boolean;
}

/**
 * Finds the module as Pulumi's nodejs runtime does: `main` of Pulumi.yaml, `main` or `exports` of package.json, or `index`.
 * @throws an error with what to do, if there is none
 */
export function findNodejsEntry(folder: string, { main = "" }: ProjectSettings): NodejsEntry {
  const path = resolve(folder, main);
  const { type, main: declared, exports } = readManifest([path, folder]);
  const isModule = type === "module";
  const entry = declared ?? mainExport(exports);
  const file = [...(entry === undefined ? [] : [join(path, entry)]), path, ...indexes.map((name) => join(path, name))]
    .map(resolveFile)
    .find((found) => found !== undefined);
  if (file === undefined) {
    throw new Error(`There is no program in ${path}. Set "main" of its package.json to the program's module.`);
  }
  const end = extname(file);
  return {
    file,
    folder: currentFolderOf(path),
    isEsModule: end === ".mjs" || end === ".mts" || (isModule && end !== ".cjs" && end !== ".cts"),
  };
}

const indexes = ["index.mjs", "index.mts"];

interface Manifest {
  readonly type?: string;
  readonly main?: string;
  readonly exports?: unknown;
}

function readManifest(folders: readonly string[]): Manifest {
  const file = folders.map((folder) => join(folder, "package.json")).find((path) => existsSync(path));
  return file === undefined ? {} : (JSON.parse(readFileSync(file, "utf8")) as Manifest);
}

/** https://nodejs.org/api/packages.html#main-entry-point-export */
function mainExport(exports: unknown): string | undefined {
  if (typeof exports !== "object" || exports === null) {
    return typeof exports === "string" ? exports : undefined;
  }
  const { ".": main, import: imported, default: byDefault } = exports as Readonly<Record<string, unknown>>;
  return mainExport(main ?? imported ?? byDefault);
}

function resolveFile(path: string): string | undefined {
  try {
    return require.resolve(path);
  } catch {
    return undefined;
  }
}
