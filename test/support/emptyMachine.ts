import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { root } from "../../repository";
import { packageFolders } from "../../scripts/manifests";
import { serveRegistry, Tarball } from "./registry";
import { sh } from "./shell";

/** A machine without this repository: npm installs the packages from their tarballs, and the home folder is empty. */
export interface EmptyMachine {
  /** Creates an empty folder. */
  readonly folder: () => string;
  /** Sets the environment for a shell line. */
  readonly setEnvironment: string;
  readonly stop: () => void;
}

/** Packed once for all machines of a process. */
let packages: Promise<Tarball[]> | undefined;

/** @param cli "real" for the Pulumi CLI of this machine, "fake" for one without a backend and Pulumi Cloud */
export async function emptyMachine(cli: "real" | "fake"): Promise<EmptyMachine> {
  const temporary = mkdtempSync(join(tmpdir(), "machine-"));
  const created = (name: string): string => {
    mkdirSync(join(temporary, name), { recursive: true });
    return join(temporary, name);
  };
  packages ??= Promise.all(packageFolders.map(packed));
  const registry = await serveRegistry(await packages, npmConfig("registry"));
  const [home, cache, programs] = [created("home"), created("cache"), created("programs")];
  // npm's cache of downloads. npm finds what it downloaded earlier, but no package that npx installed.
  symlinkSync(join(npmConfig("cache"), "_cacache"), join(cache, "_cacache"));
  if (cli === "fake") {
    symlinkSync(join(root, "test", "support", "fakePulumi.cjs"), join(programs, "pulumi"));
  } else {
    symlinkSync(join(homedir(), ".pulumi", "versions"), join(created("home/.pulumi"), "versions"));
  }
  const variables = {
    HOME: home,
    PATH: `${programs}${delimiter}${process.env.PATH ?? ""}`,
    STATE: join(root, "test", "fixtures", "aws-state.json"),
    npm_config_cache: cache,
    npm_config_registry: registry.url,
    npm_config_prefer_offline: "true",
    npm_config_audit: "false",
    npm_config_fund: "false",
    npm_config_update_notifier: "false",
  };
  return {
    folder: () => mkdtempSync(join(temporary, "empty-")),
    setEnvironment: `export ${Object.entries(variables)
      .map(([name, value]) => `${name}='${value}'`)
      .join(" ")}\n`,
    stop: () => {
      registry.stop();
      rmSync(temporary, { recursive: true, force: true });
    },
  };
}

function npmConfig(name: string): string {
  return execFileSync("npm", ["config", "get", name], { cwd: root, encoding: "utf8" }).trim();
}

async function packed(folder: string): Promise<Tarball> {
  const destination = mkdtempSync(join(tmpdir(), "packed-"));
  try {
    const { code, output } = await sh(`npm pack --silent --pack-destination '${destination}'`, join(root, folder));
    assert.equal(code, 0, output);
    const file = join(destination, output.trim().split("\n").at(-1) ?? "");
    const manifest = execFileSync("tar", ["-xzOf", file, "package/package.json"], { encoding: "utf8" });
    return { manifest: JSON.parse(manifest) as Tarball["manifest"], content: readFileSync(file) };
  } finally {
    rmSync(destination, { recursive: true });
  }
}
