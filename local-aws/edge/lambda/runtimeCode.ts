import { buildSync } from "esbuild";
import { join } from "node:path";

let compiled: string | undefined;

/** JavaScript for the process of a function. The published packages have the result in place of this module. */
export function runtimeCode(): string {
  compiled ??= buildSync({
    entryPoints: [join(__dirname, "runtime.ts")],
    bundle: true,
    format: "cjs",
    platform: "node",
    write: false,
  }).outputFiles[0]?.text;
  return compiled ?? "";
}
