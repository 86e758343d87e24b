import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { sh } from "./shell";
import { root } from "../../repository";

/** A checkout with a commit for the tests of one `describe`, which has to be as it was after each of them. */
export function unchangedCheckout(): () => string {
  let folder = "";
  before(async () => {
    folder = checkout();
    const commit = "git init -q && git add -A && git -c user.name=t -c user.email=t@example.com commit -qm all";
    assert.equal((await sh(commit, folder)).code, 0);
  });
  afterEach(async () => {
    // The dependencies are a link here, which the ignored folder's pattern does not cover.
    const { output } = await sh("git status --porcelain -- ':!node_modules'", folder);
    assert.equal(output, "", "a local command changed the repository");
  });
  after(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  return () => folder;
}

/** A checkout for as long as it is used. */
export async function withCheckout(use: (folder: string) => Promise<void>): Promise<void> {
  const folder = checkout();
  try {
    await use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A copy of the repository's own files with its dependencies, as a user has it who just installed. */
function checkout(): string {
  const folder = mkdtempSync(join(tmpdir(), "checkout-"));
  const tracked = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], {
    cwd: root,
    encoding: "utf8",
  });
  // The dependencies are a link where this is a copy itself.
  const own = tracked.split("\0").filter((name) => !["", "node_modules"].includes(name));
  for (const file of own.filter((name) => existsSync(join(root, name)))) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    cpSync(join(root, file), join(folder, file));
  }
  const bundle = join("policy-pack", "dist", "index.js");
  cpSync(join(root, bundle), join(folder, bundle));
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
  return folder;
}
