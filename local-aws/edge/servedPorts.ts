import { readFileSync } from "node:fs";
import { join } from "node:path";
import { sync as writeFileAtomic } from "write-file-atomic";

/** The ports on the loopback address where an edge serves viewers. */
export interface ServedPorts {
  readonly port: number;
  readonly httpPort: number;
}

export const defaultPorts: ServedPorts = { port: 8443, httpPort: 8080 };

/** @param folder the state of the engine and of the account */
export function recordPorts(folder: string, { port, httpPort }: ServedPorts): void {
  writeFileAtomic(fileIn(folder), JSON.stringify({ port, httpPort }));
}

/** The ports of the last edge that served this folder; the default ones if none did, or if the file is damaged. */
export function recordedPorts(folder: string): ServedPorts {
  try {
    const { port, httpPort } = JSON.parse(readFileSync(fileIn(folder), "utf8")) as Partial<ServedPorts>;
    return isPort(port) && isPort(httpPort) ? { port, httpPort } : defaultPorts;
  } catch {
    return defaultPorts;
  }
}

function isPort(value: unknown): value is number {
  return Number.isInteger(value);
}

function fileIn(folder: string): string {
  return join(folder, "ports.json");
}
