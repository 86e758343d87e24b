import { tryLock } from "fs-native-extensions";
import { chmodSync, closeSync, constants, ftruncateSync, mkdirSync, openSync, readFileSync, writeSync } from "node:fs";
import { dirname } from "node:path";
import { setTimeout } from "node:timers/promises";

interface LockHolder {
  readonly pid: number;
  readonly command: string;
  readonly since: string;
}

/** The locked byte. It is after the text, because Windows does not let others read a locked byte. */
const lockedByte = 1 << 20;

/**
 * Locks a file for this process. It is a lock of the operating system, which releases it when the process ends, however it
 * ends. The file stays: if it was removed, two processes could lock two files of the same name.
 * @returns a function that releases the lock.
 * @throws an error that names the process that holds it.
 */
export async function acquireLock(file: string, command: string): Promise<() => void> {
  const folder = dirname(file);
  mkdirSync(folder, { recursive: true });
  // The folder contains secrets, and the engine writes files that others can read.
  chmodSync(folder, 0o700);
  const descriptor = openSync(file, constants.O_RDWR | constants.O_CREAT, 0o600);
  if (!(await canLock(descriptor))) {
    closeSync(descriptor);
    throw new Error(`${describeHolder(file)} is using ${folder}. Stop it first.`);
  }
  const holder: LockHolder = { pid: process.pid, command, since: new Date().toISOString() };
  ftruncateSync(descriptor);
  writeSync(descriptor, JSON.stringify(holder), 0);
  return () => {
    closeSync(descriptor);
  };
}

/** Waits for a moment, because a process that was just killed still exists for a short time. */
async function canLock(descriptor: number): Promise<boolean> {
  for (let attempts = 0; attempts < 10; attempts++) {
    if (tryLock(descriptor, lockedByte, 1)) {
      return true;
    }
    await setTimeout(50);
  }
  return false;
}

function describeHolder(file: string): string {
  try {
    const { command, pid, since } = JSON.parse(readFileSync(file, "utf8")) as LockHolder;
    return `"${command}" (process ${pid}, since ${since})`;
  } catch {
    // The process has locked the file, but not written it yet.
    return "Another command";
  }
}
