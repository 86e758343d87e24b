import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../repository";

/** Other packs to compare with, each in its own folder, set up as its authors recommend. */
export interface Peers {
  /** A pack with one rule that does nothing. Undefined if it cannot be installed. */
  readonly bare?: PeerPack;
  readonly awsguard?: PeerPack;
}

/** A pack that Pulumi's runner boots. */
export interface PeerPack {
  readonly folder: string;
  /** `@pulumi/pulumi/cmd/run-policy-pack` among the pack's dependencies. */
  readonly runner: string;
  /** An executable that boots the pack the same way, for engines without a language host. */
  readonly executable: string;
}

/** The SDKs' versions are those of this repository. */
export const versions = {
  "@pulumi/pulumi": versionOf("@pulumi/pulumi", root),
  "@pulumi/policy": versionOf("@pulumi/policy", root),
  "@pulumi/awsguard": "0.3.1",
};

const cache = join(root, ".local", "bench");

const bare = `const { PolicyPack } = require("@pulumi/policy");
new PolicyPack("bare", {
  policies: [
    {
      name: "nothing",
      description: "Does nothing",
      enforcementLevel: "mandatory",
      validateResource: () => {},
      validateStack: () => {},
    },
  ],
});
`;

const awsguard = `const { AwsGuard } = require("@pulumi/awsguard");
new AwsGuard({ all: "mandatory" });
`;

/** Installs the packs once, into a cache folder. Logs a pack that cannot be installed, and continues without it. */
export function installPeers(log: (line: string) => void, folder = cache): Peers {
  mkdirSync(folder, { recursive: true });
  const withBare = install(folder, ["@pulumi/pulumi", "@pulumi/policy"], log);
  const withGuard = withBare && install(folder, ["@pulumi/awsguard"], log);
  return {
    ...(withBare ? { bare: pack(folder, "bare", bare) } : {}),
    ...(withGuard ? { awsguard: pack(folder, "awsguard", awsguard) } : {}),
  };
}

type PackageName = keyof typeof versions;

function install(folder: string, names: readonly PackageName[], log: (line: string) => void): boolean {
  if (names.every((name) => versionOf(name, folder) === versions[name])) {
    return true;
  }
  const packages = names.map((name) => `${name}@${versions[name]}`);
  log(`Installing ${packages.join(" ")} to compare with`);
  if (!existsSync(join(folder, "package.json"))) {
    writeFileSync(join(folder, "package.json"), JSON.stringify({ private: true }));
  }
  const quiet = ["--no-audit", "--no-fund", "--ignore-scripts", "--save-exact", "--silent"];
  const { status } = spawnSync("npm", ["install", ...quiet, ...packages], { cwd: folder, encoding: "utf8" });
  if (status !== 0) {
    log(`cannot install ${names.join(" and ")}; the table has no figures to compare with`);
  }
  return status === 0;
}

/** The installed version of a package; empty if it is not installed. */
function versionOf(name: string, folder: string): string {
  const manifest = join(folder, "node_modules", name, "package.json");
  return existsSync(manifest) ? (JSON.parse(readFileSync(manifest, "utf8")) as { version: string }).version : "";
}

function pack(cacheFolder: string, name: string, code: string): PeerPack {
  const folder = join(cacheFolder, name);
  const runner = join(cacheFolder, "node_modules", "@pulumi", "pulumi", "cmd", "run-policy-pack");
  const executable = join(folder, "serve");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "package.json"), JSON.stringify({ name, version: "1.0.0", main: "index.js" }));
  writeFileSync(join(folder, "index.js"), code);
  writeFileSync(executable, `#!/bin/sh\ncd "${folder}" && exec node "${runner}" "$1" "${folder}"\n`);
  chmodSync(executable, 0o755);
  return { folder, runner, executable };
}
