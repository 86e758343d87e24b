import { transformSync } from "esbuild";
import { readFileSync } from "node:fs";
import { join } from "node:path";

/** JavaScript for the sandbox. */
export interface SandboxCode {
  /** The code of the process. */
  readonly runtime: string;
  /** The code that the process runs in each context. */
  readonly prelude: string;
}

let compiled: SandboxCode | undefined;

/** The published packages have the result in place of this module. */
export function sandboxCode(): SandboxCode {
  compiled ??= { runtime: compile("runtime.ts"), prelude: compile("prelude.ts") };
  return compiled;
}

function compile(file: string): string {
  const source = readFileSync(join(__dirname, file), "utf8");
  return transformSync(source, { loader: "ts", format: "cjs", target: "es2022", logLevel: "silent" }).code;
}
