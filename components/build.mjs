// Builds the package: tsc writes JavaScript and declarations, and `npm run typecheck` checks the types. The CloudFront Functions
// are in CloudFront's JavaScript, so they are copied.
import { spawnSync } from "node:child_process";
import { cpSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import process from "node:process";

const tsc = createRequire(import.meta.url).resolve("typescript/bin/tsc");
const functions = "distribution/functions";

rmSync("dist", { recursive: true, force: true });
const { status } = spawnSync(process.execPath, [tsc, "-p", "tsconfig.build.json"], { stdio: "inherit" });
cpSync(functions, `dist/${functions}`, { recursive: true });
process.exitCode = status ?? 1;
