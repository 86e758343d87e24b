import { ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { root } from "../../repository";
import { firstOutput } from "./shell";

/** Serves the component package from its sources. */
export async function servePackage(): Promise<{ attachTo: string; process: ChildProcess }> {
  const code = 'require("./components/multiOriginSite/provider").serve([])';
  const args = ["-r", join(root, "commands", "transpile", "register.cjs"), "-e", code];
  const child = spawn(process.execPath, args, { cwd: root, stdio: ["ignore", "pipe", "inherit"] });
  return { attachTo: `multi-origin:${await firstOutput(child)}`, process: child };
}
