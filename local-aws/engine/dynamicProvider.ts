import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { delimiter, join } from "node:path";

/**
 * Writes the plugin for dynamic providers, which the official CLI includes and a CLI built from its Go module does not. It starts
 * the one of the program's SDK. https://www.pulumi.com/docs/iac/concepts/providers/dynamic-providers/
 * @returns the variables with which the engine finds it, after a plugin that is on PATH
 */
export function dynamicProviderVariables(stateFolder: string, programFolder: string): { readonly PATH: string } {
  const bin = join(stateFolder, "bin");
  const file = createRequire(join(programFolder, "package.json")).resolve("@pulumi/pulumi/cmd/dynamic-provider");
  mkdirSync(bin, { recursive: true });
  for (const [name, content] of [
    ["pulumi-resource-pulumi-nodejs", `#!/bin/sh\nexec "${process.execPath}" "${file}" "$@"\n`],
    ["pulumi-resource-pulumi-nodejs.cmd", `@"${process.execPath}" "${file}" %*\r\n`],
  ] as const) {
    writeFileSync(join(bin, name), content);
    chmodSync(join(bin, name), 0o755);
  }
  return { PATH: [process.env.PATH ?? "", bin].join(delimiter) };
}
