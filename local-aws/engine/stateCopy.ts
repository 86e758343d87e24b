import { cpSync, existsSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { backendOf } from "./backend";

/**
 * Copies the state of a folder into a temporary folder. An operation on the copy can run next to the command that uses the
 * folder, and changes nothing in it. The caller removes the copy.
 */
export function copyState(folder: string): string {
  const copy = mkdtempSync(join(tmpdir(), "local-aws-"));
  for (const part of ["aws", join(backendOf("."), ".pulumi", "meta.yaml"), join(backendOf("."), ".pulumi", "stacks")]) {
    if (existsSync(join(folder, part))) {
      cpSync(join(folder, part), join(copy, part), { recursive: true, filter: isComplete });
    }
  }
  return copy;
}

/** A file that a process is writing has a number after its name. https://github.com/npm/write-file-atomic */
function isComplete(path: string): boolean {
  return !/\.\d+$/.test(path);
}
