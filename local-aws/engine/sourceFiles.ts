import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";

/** The names of the files that a Node.js program can consist of. */
export const nodejsSources = /\.([cm]?[jt]s|json)$/;

/** The files below a folder whose names match, without packages and hidden folders. */
export function sourceFiles(folder: string, name: RegExp): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      return isPackages(path, entry.name) ? [] : sourceFiles(path, name);
    }
    return name.test(entry.name) ? [path] : [];
  });
}

/** A virtual environment of Python has the packages, like `node_modules`. */
function isPackages(path: string, name: string): boolean {
  return name === "node_modules" || name.startsWith(".") || existsSync(join(path, "pyvenv.cfg"));
}
