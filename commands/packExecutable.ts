import { posix, win32 } from "node:path";

/**
 * The executable of a policy pack, for `--policy-pack`.
 * @param folder the folder of the pack
 */
export function packExecutable(folder: string, platform: NodeJS.Platform = process.platform): string {
  return platform === "win32" ? win32.join(folder, "serve.cmd") : posix.join(folder, "serve");
}
