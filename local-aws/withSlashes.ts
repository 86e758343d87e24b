import { sep } from "node:path";

/** A path with forward slashes, also on Windows. */
export function withSlashes(path: string, separator: string = sep): string {
  return path.split(separator).join("/");
}
