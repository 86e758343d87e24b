import { ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { root } from "../../repository";
import { firstOutput } from "./shell";

/** Serves the component package from its sources. */
export async function servePackage(): Promise<{ attachTo: string; process: ChildProcess }> {
  const code = 'require("./components/multiOriginSite/provider").serve([])';
  const modules = [join(root, "commands", "transpile", "register.cjs"), require.resolve("./promiseTraces.cjs")];
  const args = [...modules.flatMap((module) => ["-r", module]), "-e", code];
  const child = spawn(process.execPath, args, { cwd: root, stdio: ["ignore", "pipe", "inherit"] });
  return { attachTo: `multi-origin:${await firstOutput(child)}`, process: child };
}
