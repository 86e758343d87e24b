import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { sh } from "./shell";
import { root } from "../../repository";

/** Creates a checkout with a commit for the tests of one `describe`. No test may change it. */
export function unchangedCheckout(): () => string {
  let folder = "";
  before(async () => {
    folder = checkout();
    const commit = "git init -q && git add -A && git -c user.name=t -c user.email=t@example.com commit -qm all";
    assert.equal((await sh(commit, folder)).code, 0);
  });
  afterEach(async () => {
    // The dependencies are a link, which the pattern of the ignored folder does not match.
    const { output } = await sh("git status --porcelain -- ':!node_modules'", folder);
    assert.equal(output, "", "a local command changed the repository");
  });
  after(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  return () => folder;
}

/** Creates a checkout and removes it after use. */
export async function withCheckout(use: (folder: string) => Promise<void>): Promise<void> {
  const folder = checkout();
  try {
    await use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Copies the repository's files, with its dependencies, as after `npm ci`. The caller removes the folder. */
export function checkout(): string {
  const folder = mkdtempSync(join(tmpdir(), "checkout-"));
  const tracked = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], {
    cwd: root,
    encoding: "utf8",
  });
  // The dependencies are a link if this repository is such a copy itself.
  const own = tracked.split("\0").filter((name) => !["", "node_modules"].includes(name));
  for (const file of own.filter((name) => existsSync(join(root, name)))) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    cpSync(join(root, file), join(folder, file));
  }
  const built = join("policy-pack", "dist");
  cpSync(join(root, built), join(folder, built), { recursive: true });
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
  return folder;
}
