import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../repository";

const requirements = join(root, "examples", "python", "requirements.txt");
const packages = readFileSync(requirements, "utf8").trim().split("\n");
const environment = join(root, "node_modules", ".cache", `python-${packages.join("-").replaceAll("==", "-")}`);

/** A Python with Pulumi's SDK, installed on first use. Without Python or a package index, it prints what is skipped. */
export function findPython(skipped: string): string | undefined {
  const python = join(environment, "bin", "python");
  const complete = join(environment, "complete");
  if (!existsSync(complete)) {
    try {
      rmSync(environment, { recursive: true, force: true });
      execFileSync("python3", ["-m", "venv", environment], { stdio: "pipe" });
      execFileSync(python, ["-m", "pip", "install", "--quiet", "--no-compile", "-r", requirements], { stdio: "pipe" });
      execFileSync("touch", [complete]);
    } catch (error) {
      console.log(`Skipped: ${skipped}. Pulumi's SDK for Python cannot be installed: ${String(error).split("\n")[0]}`);
      return undefined;
    }
  }
  return python;
}
