import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** What the engine has written down of a stack. */
export interface EngineState {
  readonly resources?: readonly EngineResource[];
  /** Operations that have begun and not ended, each with the resource it is about. */
  readonly pending_operations?: readonly { readonly type: string; readonly resource: EngineResource }[];
}

export interface EngineResource {
  readonly urn: string;
  readonly type: string;
  readonly id?: string;
}

// The layout of the engine's file backend (`pkg/backend/diy` in Pulumi's repository). Asking the CLI takes a third of a
// second each time, which every local command would wait for.

/** Whether an operation of some stack holds its lock, or held it when it was killed. */
export function isLocked(backend: string): boolean {
  const locks = join(backend, ".pulumi", "locks");
  return existsSync(locks) && readdirSync(locks, { recursive: true, withFileTypes: true }).some((it) => it.isFile());
}

/** A stack's state; secrets in it are encrypted, ids are not. */
export function readEngineState(backend: string, project: string, stack: string): EngineState {
  const file = join(backend, ".pulumi", "stacks", project, `${stack}.json`);
  if (!existsSync(file)) {
    return {};
  }
  const { checkpoint } = JSON.parse(readFileSync(file, "utf8")) as { checkpoint?: { latest?: EngineState } };
  return checkpoint?.latest ?? {};
}
