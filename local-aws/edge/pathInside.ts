import { join, sep } from "node:path";

/**
 * The path of a name inside a folder. Names come from programs, so `..` must not lead out of it.
 * @throws an error with the name
 */
export function pathInside(folder: string, name: string): string {
  const path = join(folder, name);
  if (!path.startsWith(join(folder, sep))) {
    throw new Error(`"${name}" leads out of ${folder}`);
  }
  return path;
}
