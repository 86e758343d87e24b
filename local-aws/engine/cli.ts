import type { PulumiCommand } from "@pulumi/pulumi/automation";
import { existsSync, readdirSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { SemVer } from "semver";
import { minimumPulumiCli } from "../package.json";
import { buildGoProgram } from "./goBuild";
import { Log } from "./log";

/** The oldest Pulumi CLI that works, and the one to install. It is not the SDK's version: raise it only for a reason. */
export const minimumCliVersion = minimumPulumiCli;

const versionsFolder = join(homedir(), ".pulumi", "versions");
const installRoot = join(versionsFolder, minimumCliVersion);
const installer = "https://get.pulumi.com/install.sh";

let search: Promise<PulumiCommand> | undefined;

/**
 * Finds the Pulumi CLI, of the minimum version or newer, on PATH or in the versions folder. If there is none, the official
 * installer installs it, or it is built from its Go module. A process searches once.
 * @throws an error with what to install, if no way succeeds.
 */
export function findCli(log: Log): Promise<PulumiCommand> {
  search ??= findOrInstall(log).catch((error: unknown) => {
    search = undefined;
    throw error;
  });
  return search;
}

async function findOrInstall(log: Log): Promise<PulumiCommand> {
  const cli = (await onPath()) ?? (await inVersionsFolder()) ?? (await install(log)) ?? (await buildFromSource(log));
  if (cli === undefined) {
    throw new Error(
      `Pulumi CLI ${minimumCliVersion} or newer is neither on PATH nor in ${versionsFolder}. The official installer is unreachable, and Go is not available to build it.\n` +
        "Install the CLI (https://www.pulumi.com/docs/iac/download-install/) or Go (https://go.dev/doc/install), then run the command again.",
    );
  }
  return cli;
}

function onPath(): Promise<PulumiCommand | undefined> {
  return newEnoughCli();
}

async function inVersionsFolder(): Promise<PulumiCommand | undefined> {
  const names = existsSync(versionsFolder) ? readdirSync(versionsFolder) : [];
  for (const name of names.sort().reverse()) {
    const cli = await newEnoughCli(join(versionsFolder, name));
    if (cli !== undefined) {
      return cli;
    }
  }
  return undefined;
}

/** @param root the folder with `bin/pulumi`. @default PATH */
async function newEnoughCli(root?: string): Promise<PulumiCommand | undefined> {
  const { PulumiCommand } = await automationApi();
  try {
    return await PulumiCommand.get({ version: new SemVer(minimumCliVersion), ...(root === undefined ? {} : { root }) });
  } catch {
    return undefined;
  }
}

async function install(log: Log): Promise<PulumiCommand | undefined> {
  log(`Pulumi CLI ${minimumCliVersion} not found; trying the official installer`);
  try {
    // The installer has no timeout for a network that drops packets.
    await fetch(installer, { method: "HEAD", signal: AbortSignal.timeout(10_000) });
    const { PulumiCommand } = await automationApi();
    return await PulumiCommand.install({ version: new SemVer(minimumCliVersion), root: installRoot });
  } catch {
    log(`  ${installer} is unreachable or failed`);
    return undefined;
  }
}

/** Loading it takes half a second, so only commands that use the engine load it. */
function automationApi() {
  return import("@pulumi/pulumi/automation");
}

async function buildFromSource(log: Log): Promise<PulumiCommand | undefined> {
  const built = await buildGoProgram(
    {
      title: "the Pulumi CLI",
      module: "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi",
      version: minimumCliVersion,
      // The Automation API rejects a CLI that does not report its version.
      linkerFlags: `-s -w -X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=v${minimumCliVersion}`,
      root: installRoot,
      name: "pulumi",
      announcement: "  Building the CLI from its Go module instead. This takes a few minutes, only this time.",
    },
    log,
  );
  return built ? newEnoughCli(installRoot) : undefined;
}
