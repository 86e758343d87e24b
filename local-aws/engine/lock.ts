import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { setTimeout } from "node:timers/promises";

interface LockHolder {
  readonly pid: number;
  readonly command: string;
  readonly since: string;
}

/**
 * Acquires the lock file for this process, also from a process that no longer runs.
 * @returns a function that releases it.
 * @throws an error that names the process that holds it.
 */
export async function acquireLock(file: string, command: string): Promise<() => void> {
  mkdirSync(dirname(file), { recursive: true });
  const holder: LockHolder = { pid: process.pid, command, since: new Date().toISOString() };
  while (!created(file, holder)) {
    // The other process may have created the file and not written it yet.
    const other = readHolder(file) ?? (await setTimeout(50).then(() => readHolder(file)));
    if (other !== undefined && (await remainsAlive(other.pid))) {
      throw new Error(
        `"${other.command}" (process ${other.pid}, since ${other.since}) is using ${dirname(file)}. Stop it first.`,
      );
    }
    rmSync(file, { force: true });
  }
  return () => {
    rmSync(file, { force: true });
  };
}

/** Waits for a moment, because a process that was just killed still exists for a short time. */
async function remainsAlive(pid: number): Promise<boolean> {
  for (let attempts = 0; attempts < 10 && isAlive(pid); attempts++) {
    await setTimeout(50);
  }
  return isAlive(pid);
}

function created(file: string, holder: LockHolder): boolean {
  try {
    writeFileSync(file, JSON.stringify(holder), { flag: "wx" });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") {
      return false;
    }
    throw error;
  }
}

function readHolder(file: string): LockHolder | undefined {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as LockHolder;
  } catch {
    // The file was removed in the meantime, or its process was killed before it wrote it.
    return undefined;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !isZombie(pid);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** In a container without an init process, a killed process remains in the process table and accepts signals. */
function isZombie(pid: number): boolean {
  const file = `/proc/${pid}/stat`;
  return existsSync(file) && readFileSync(file, "utf8").includes(") Z ");
}
