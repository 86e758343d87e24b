import { renameSync } from "node:fs";

/** Renames a damaged file, so that nothing reads it and nothing overwrites it. @returns its new path */
export function keepAside(file: string): string {
  const time = new Date().toISOString().replace(/\D/g, "");
  const kept = `${file}.damaged-${time}`;
  renameSync(file, kept);
  return kept;
}
