import type { PulumiCommand } from "@pulumi/pulumi/automation";
import { existsSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { homedir } from "node:os";
import { join } from "node:path";
import { satisfies } from "semver";
import { minimumPulumiCli } from "../package.json";
import { buildGoProgram, removeInterruptedBuilds } from "./goBuild";
import { Log } from "./log";
import { foldersOnPath } from "./path";

/** The oldest Pulumi CLI that works, and the one to install. It is not the SDK's version: raise it only for a reason. */
export const minimumCliVersion = minimumPulumiCli;

const versionsFolder = join(homedir(), ".pulumi", "versions");
const installRoot = join(versionsFolder, minimumCliVersion);
const installer = "https://get.pulumi.com/install.sh";
const program = process.platform === "win32" ? "pulumi.exe" : "pulumi";

let search: Promise<PulumiCommand> | undefined;

/**
 * Finds the Pulumi CLI, of the minimum version or newer, on PATH or in the versions folder. If there is none, the official
 * installer installs it, or it is built from its Go module. A process searches once.
 * @throws an error with what to install, if no way succeeds, or an error that names a CLI that does not run.
 */
export function findCli(log: Log): Promise<PulumiCommand> {
  search ??= findOrInstall(log).catch((error: unknown) => {
    search = undefined;
    throw error;
  });
  return search;
}

async function findOrInstall(log: Log): Promise<PulumiCommand> {
  removeInterruptedBuilds(versionsFolder);
  const cli = (await findInstalled(log)) ?? (await install(log)) ?? (await buildFromSource(log));
  if (cli === undefined) {
    throw new Error(
      `Pulumi CLI ${minimumCliVersion} or newer is neither on PATH nor in ${versionsFolder}, the official installer is unreachable, and ` +
        "Go is not available to build it. Install the CLI: https://www.pulumi.com/docs/iac/download-install/",
    );
  }
  return cli;
}

async function findInstalled(log: Log): Promise<PulumiCommand | undefined> {
  for (const installed of [...onPath(), ...inVersionsFolder()]) {
    const cli = await run(installed);
    // The Automation API supports one major version.
    if (cli.version !== null && satisfies(cli.version.version, `^${minimumCliVersion}`, { includePrerelease: true })) {
      return cli;
    }
    // The versions folder can contain any versions, but a CLI on PATH is the one that a user expects.
    if (installed.root === undefined) {
      const version = cli.version?.version ?? "unknown";
      log(`${installed.file} has version ${version}; ${minimumCliVersion} or newer is required`);
    }
  }
  return undefined;
}

interface InstalledCli {
  readonly file: string;
  /** The folder with `bin/pulumi`; undefined for the CLI on PATH. */
  readonly root?: string;
}

function onPath(): InstalledCli[] {
  const files = foldersOnPath().map((folder) => join(folder, program));
  return files
    .filter((file) => existsSync(file))
    .slice(0, 1)
    .map((file) => ({ file }));
}

function inVersionsFolder(): InstalledCli[] {
  const names = existsSync(versionsFolder) ? readdirSync(versionsFolder).sort().reverse() : [];
  return names
    .map((name) => ({ root: join(versionsFolder, name), file: join(versionsFolder, name, "bin", program) }))
    .filter(({ file }) => existsSync(file));
}

/** @throws an error if the CLI does not run: a CLI that exists must not be installed again */
async function run({ root, file }: InstalledCli): Promise<PulumiCommand> {
  const { PulumiCommand } = await automationApi();
  try {
    return await PulumiCommand.get({ skipVersionCheck: true, ...(root === undefined ? {} : { root }) });
  } catch (error) {
    const [, reason = String(error)] = /stderr: (.+)/.exec(String(error)) ?? [];
    throw new Error(`Cannot run ${file}: ${reason}. Fix the cause, or remove the CLI if it is damaged.`, {
      cause: error,
    });
  }
}

async function install(log: Log): Promise<PulumiCommand | undefined> {
  log(`Pulumi CLI ${minimumCliVersion} not found; trying the official installer`);
  try {
    // The installer has no timeout for a network that drops packets.
    await fetch(installer, { method: "HEAD", signal: AbortSignal.timeout(10_000) });
    const { PulumiCommand } = await automationApi();
    return await PulumiCommand.install({ version: sdkVersion(minimumCliVersion), root: installRoot });
  } catch {
    log(`  ${installer} is unreachable or failed`);
    return undefined;
  }
}

/** A version as the SDK's copy of semver represents it. Another copy has another class, which the SDK rejects. */
function sdkVersion(version: string) {
  const requireAsSdk = createRequire(require.resolve("@pulumi/pulumi/automation"));
  const { SemVer } = requireAsSdk("semver") as typeof import("semver");
  return new SemVer(version);
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
  return built ? run({ root: installRoot, file: join(installRoot, "bin", program) }) : undefined;
}
