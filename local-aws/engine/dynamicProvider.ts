import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { EnginePlugin } from "./enginePlugins";
import { findInSdk } from "./nodejsSdk";

/**
 * Writes the plugin for dynamic providers, which the official CLI includes and a CLI built from its Go module does not. It starts
 * the one of the program's SDK. https://www.pulumi.com/docs/iac/concepts/providers/dynamic-providers/
 */
export function nodejsDynamicProvider(stateFolder: string, programFolder: string): EnginePlugin {
  return writePlugin(stateFolder, "nodejs", [process.execPath, findInSdk(programFolder, "cmd/dynamic-provider")]);
}

/** The same for a program in Python. @param python its interpreter */
export function pythonDynamicProvider(stateFolder: string, python: string): EnginePlugin {
  return writePlugin(stateFolder, "python", [python, "-m", "pulumi.dynamic"]);
}

function writePlugin(stateFolder: string, runtime: string, command: readonly string[]): EnginePlugin {
  const folder = join(stateFolder, "bin");
  const name = `pulumi-resource-pulumi-${runtime}`;
  const words = command.map((word) => `"${word}"`).join(" ");
  mkdirSync(folder, { recursive: true });
  for (const [file, content] of [
    [name, `#!/bin/sh\nexec ${words} "$@"\n`],
    [`${name}.cmd`, `@${words} %*\r\n`],
  ] as const) {
    writeFileSync(join(folder, file), content);
    chmodSync(join(folder, file), 0o755);
  }
  return { folder };
}
