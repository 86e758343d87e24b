import type { PulumiCommand } from "@pulumi/pulumi/automation";
import { existsSync, readdirSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { SemVer } from "semver";
import { buildGoProgram } from "./goBuild";
import { Log } from "./log";

/** The oldest Pulumi CLI that works, and the one to install. It is not the SDK's version: raise it only for a reason. */
export const minimumCliVersion = "3.274.1";

const versionsFolder = join(homedir(), ".pulumi", "versions");
const installRoot = join(versionsFolder, minimumCliVersion);
const installer = "https://get.pulumi.com/install.sh";

let found: Promise<PulumiCommand> | undefined;

/**
 * The Pulumi CLI of the pinned version or newer, looked for once: from PATH, from the versions folder, by the official installer, or
 * built from its Go module.
 * @throws an error that says what to install where none of these is at hand.
 */
export function findCli(log: Log): Promise<PulumiCommand> {
  found ??= lookForCli(log).catch((error: unknown) => {
    found = undefined;
    throw error;
  });
  return found;
}

async function lookForCli(log: Log): Promise<PulumiCommand> {
  const cli = (await onPath()) ?? (await inVersionsFolder()) ?? (await installed(log)) ?? (await builtFromSource(log));
  if (cli === undefined) {
    throw new Error(
      `There is no Pulumi CLI ${minimumCliVersion} or newer on PATH or in ${versionsFolder}, the official installer can't be reached, and there is no Go to build it.\n` +
        "Install the CLI (https://www.pulumi.com/docs/iac/download-install/) or Go (https://go.dev/doc/install), then try again.",
    );
  }
  return cli;
}

function onPath(): Promise<PulumiCommand | undefined> {
  return recentEnough();
}

async function inVersionsFolder(): Promise<PulumiCommand | undefined> {
  const names = existsSync(versionsFolder) ? readdirSync(versionsFolder) : [];
  for (const name of names.sort().reverse()) {
    const cli = await recentEnough(join(versionsFolder, name));
    if (cli !== undefined) {
      return cli;
    }
  }
  return undefined;
}

async function recentEnough(root?: string): Promise<PulumiCommand | undefined> {
  const { PulumiCommand } = await automationApi();
  try {
    return await PulumiCommand.get({ version: new SemVer(minimumCliVersion), ...(root === undefined ? {} : { root }) });
  } catch {
    return undefined;
  }
}

async function installed(log: Log): Promise<PulumiCommand | undefined> {
  log(`There is no Pulumi CLI ${minimumCliVersion} yet; asking the official installer`);
  try {
    // The installer itself has no limit for a network that swallows packets.
    await fetch(installer, { method: "HEAD", signal: AbortSignal.timeout(10_000) });
    const { PulumiCommand } = await automationApi();
    return await PulumiCommand.install({ version: new SemVer(minimumCliVersion), root: installRoot });
  } catch {
    log(`  ${installer} can't be reached or did not work`);
    return undefined;
  }
}

/** Loading it takes half a second, which is for those who wait for the engine anyway. */
function automationApi() {
  return import("@pulumi/pulumi/automation");
}

async function builtFromSource(log: Log): Promise<PulumiCommand | undefined> {
  const built = await buildGoProgram(
    {
      title: "the Pulumi CLI",
      module: "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi",
      version: minimumCliVersion,
      // Without its version the Automation API refuses the CLI.
      linkerFlags: `-s -w -X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=v${minimumCliVersion}`,
      root: installRoot,
      name: "pulumi",
      announcement: "  building the CLI from its Go module instead, once; this takes some minutes",
    },
    log,
  );
  return built ? recentEnough(installRoot) : undefined;
}
