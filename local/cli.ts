import { PulumiCommand } from "@pulumi/pulumi/automation";
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { SemVer } from "semver";

/** The oldest Pulumi CLI that this project is proven with, and the one it installs where there is none. */
export const cliVersion = "3.274.1";

const versionsFolder = join(homedir(), ".pulumi", "versions");
const installRoot = join(versionsFolder, cliVersion);
const installer = "https://get.pulumi.com/install.sh";

/** Where the steps that take long are told. */
export type Say = (line: string) => void;

/**
 * The Pulumi CLI of the pinned version or newer: from PATH, from the versions folder, by the official installer, or
 * built from its Go module.
 * @throws an error that says what to install where none of these is at hand.
 */
export async function findCli(say: Say): Promise<PulumiCommand> {
  const cli = (await onPath()) ?? (await inVersionsFolder()) ?? (await installed(say)) ?? (await builtFromSource(say));
  if (cli === undefined) {
    throw new Error(
      `There is no Pulumi CLI ${cliVersion} or newer on PATH or in ${versionsFolder}, the official installer can't be reached, and there is no Go to build it.\n` +
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
  try {
    return await PulumiCommand.get({ version: new SemVer(cliVersion), ...(root === undefined ? {} : { root }) });
  } catch {
    return undefined;
  }
}

async function installed(say: Say): Promise<PulumiCommand | undefined> {
  say(`There is no Pulumi CLI ${cliVersion} yet; asking the official installer`);
  try {
    // The installer itself has no limit for a network that swallows packets.
    await fetch(installer, { method: "HEAD", signal: AbortSignal.timeout(10_000) });
    return await PulumiCommand.install({ version: new SemVer(cliVersion), root: installRoot });
  } catch {
    say(`  ${installer} can't be reached or did not work`);
    return undefined;
  }
}

async function builtFromSource(say: Say): Promise<PulumiCommand | undefined> {
  if (!(await succeeds("go", ["version"], "."))) {
    return undefined;
  }
  say("  building the CLI from its Go module instead, once; this takes some minutes");
  mkdirSync(versionsFolder, { recursive: true });
  const folder = mkdtempSync(join(versionsFolder, ".build-"));
  try {
    await buildIn(folder, say);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return recentEnough(installRoot);
}

async function buildIn(folder: string, say: Say): Promise<void> {
  // Not `go install`: it refuses a module with replace directives.
  const module = "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi";
  // Without its version the Automation API refuses the CLI.
  const version = `-s -w -X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=v${cliVersion}`;
  writeFileSync(join(folder, "go.mod"), "module cli\n");
  await step(say, "downloading its sources", ["get", `${module}@v${cliVersion}`], folder);
  await step(say, "compiling", ["build", "-ldflags", version, "-o", "bin/pulumi", module], folder);
  // Moved into place when it is whole: a killed build leaves nothing that looks like a CLI.
  mkdirSync(join(installRoot, "bin"), { recursive: true });
  renameSync(join(folder, "bin", "pulumi"), join(installRoot, "bin", "pulumi"));
}

async function step(say: Say, what: string, args: string[], folder: string): Promise<void> {
  const begun = Date.now();
  const tell = (): void => {
    say(`  ${what} … ${Math.round((Date.now() - begun) / 1000)} s`);
  };
  tell();
  const ticker = setInterval(tell, 20_000);
  try {
    if (!(await succeeds("go", args, folder))) {
      throw new Error(`building the Pulumi CLI failed: go ${args.join(" ")}`);
    }
  } finally {
    clearInterval(ticker);
  }
}

/** Runs a command to its end; what it complains of is printed only if it fails. */
function succeeds(command: string, args: string[], cwd: string): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd, stdio: ["ignore", "ignore", "pipe"] });
    const complaints: Buffer[] = [];
    child.stderr.on("data", (data: Buffer) => complaints.push(data));
    child.on("error", () => {
      resolve(false);
    });
    child.on("close", (code) => {
      if (code !== 0) {
        process.stderr.write(Buffer.concat(complaints));
      }
      resolve(code === 0);
    });
  });
}
