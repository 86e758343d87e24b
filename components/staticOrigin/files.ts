import { lookup } from "mime-types";
import { readdirSync, statSync } from "node:fs";
import { join, relative, sep } from "node:path";

export interface SiteFolder {
  /** Relative paths with forward slashes, sorted: the keys in the bucket. */
  readonly files: readonly string[];
  /** Relative paths of what can't be uploaded: links to a folder or to nothing, pipes, sockets. */
  readonly refused: readonly string[];
}

/**
 * The files of a folder and of the folders in it. What begins with a dot is left out, but for `.well-known`, whose files
 * are asked for by name (https://www.rfc-editor.org/rfc/rfc8615). A link to a file counts as the file; a link to a folder
 * doesn't, since it may lead round in a circle.
 */
export function readSiteFolder(directory: string): SiteFolder {
  const files: string[] = [];
  const refused: string[] = [];
  for (const entry of readdirSync(directory, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    const key = relative(directory, path).split(sep).join("/");
    if (entry.isDirectory() || isHidden(key)) {
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

function leadsToFile(link: string): boolean {
  return statSync(link, { throwIfNoEntry: false })?.isFile() ?? false;
}
