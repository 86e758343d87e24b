import { copyFileSync } from "node:fs";

/**
 * Copies a damaged file, which is then replaced or removed. A full disk stops that before anything is lost.
 * @returns the path of the copy
 */
export function keepCopy(file: string): string {
  const time = new Date().toISOString().replace(/\D/g, "");
  const copy = `${file}.damaged-${time}`;
  copyFileSync(file, copy);
  return copy;
}
