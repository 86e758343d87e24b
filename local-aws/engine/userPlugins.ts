import { existsSync, mkdirSync, symlinkSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

/** Gives the engine the plugins that the user has installed, and installs others there, because it has its own Pulumi home. */
export function shareUserPlugins(pulumiHome: string): void {
  const own = join(pulumiHome, "plugins");
  const plugins = join(process.env.PULUMI_HOME ?? join(homedir(), ".pulumi"), "plugins");
  if (!existsSync(own)) {
    mkdirSync(pulumiHome, { recursive: true });
    mkdirSync(plugins, { recursive: true });
    symlinkSync(plugins, own, "junction");
  }
}
