import { lookup } from "mime-types";
import { Dirent, readdirSync, statSync } from "node:fs";
import { join, relative, sep } from "node:path";

export interface SiteFolder {
  /** Relative paths with forward slashes, sorted. They are the keys in the bucket. */
  readonly files: readonly string[];
  /** Relative paths that cannot be uploaded: links to a folder or to nothing, pipes, sockets. */
  readonly refused: readonly string[];
}

/**
 * The files of a folder and its subfolders. Names that begin with a dot are ignored, except `.well-known`, whose files clients
 * request by name (https://www.rfc-editor.org/rfc/rfc8615). A link to a file counts as the file. A link to a folder does not:
 * it may lead to a folder that contains it.
 */
export function readSiteFolder(directory: string): SiteFolder {
  const files: string[] = [];
  const refused: string[] = [];
  for (const entry of entriesBelow(directory)) {
    const path = join(entry.parentPath, entry.name);
    const key = relative(directory, path).split(sep).join("/");
    if (isHidden(key)) {
      continue;
    }
    const isFile = entry.isFile() || (entry.isSymbolicLink() && leadsToFile(path));
    (isFile ? files : refused).push(key);
  }
  return { files: files.sort(), refused: refused.sort() };
}

export function contentType(file: string): string {
  const type = lookup(file) || "application/octet-stream";
  return type.startsWith("text/") || type === "application/json" ? `${type}; charset=utf-8` : type;
}

function isHidden(key: string): boolean {
  return key.split("/").some((part, depth) => part.startsWith(".") && !(depth === 0 && part === ".well-known"));
}

/** Everything below a folder that is not a folder. From Node.js 22 on, a recursive readdir follows links to folders. */
function* entriesBelow(directory: string): Generator<Dirent> {
  for (const entry of readdirSync(directory, { withFileTypes: true })) {
    if (entry.isDirectory()) {
      yield* entriesBelow(join(directory, entry.name));
    } else {
      yield entry;
    }
  }
}

function leadsToFile(link: string): boolean {
  try {
    return statSync(link).isFile();
  } catch {
    return false; // It leads to nothing, or to itself.
  }
}
