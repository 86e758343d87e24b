import { existsSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { isMainThread } from "node:worker_threads";
import type { Project } from "./project";

/** The current folder of a program. @param path of its folder or of its module */
export function currentFolderOf(path: string): string {
  return existsSync(path) && statSync(path).isDirectory() ? path : dirname(path);
}

/**
 * Runs an operation of the engine in the program's folder: relative paths of a program in this process begin there, also those
 * in its inline functions, which the SDK serializes after the program. A worker of Vitest cannot change its folder.
 */
export async function inProgramFolder<T>({ folder, currentFolder = folder }: Project, operation: () => Promise<T>) {
  const before = process.cwd();
  if (before === currentFolder || !isMainThread) {
    return operation();
  }
  process.chdir(currentFolder);
  try {
    return await operation();
  } finally {
    process.chdir(before);
  }
}
