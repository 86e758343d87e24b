import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { root } from "../../repository";
import { packageFolders } from "../../scripts/manifests";
import { Registry, serveRegistry, Tarball } from "../support/registry";
import { sh } from "../support/shell";

/** The shell commands of a README, in its order. */
function shellBlocks(folder: string): string[] {
  const readme = readFileSync(join(root, folder, "README.md"), "utf8");
  return [...readme.matchAll(/^```sh\n([^]*?)^```$/gm)].map(([, block = ""]) => block.trim());
}

function npmConfig(name: string): string {
  return execFileSync("npm", ["config", "get", name], { cwd: root, encoding: "utf8" }).trim();
}

async function packed(folder: string, destination: string): Promise<Tarball> {
  const { code, output } = await sh(`npm pack --silent --pack-destination '${destination}'`, join(root, folder));
  assert.equal(code, 0, output);
  const file = join(destination, output.trim().split("\n").at(-1) ?? "");
  const manifest = execFileSync("tar", ["-xzOf", file, "package/package.json"], { encoding: "utf8" });
  return { manifest: JSON.parse(manifest) as Tarball["manifest"], content: readFileSync(file) };
}

/** The exit codes that a line may have, other than 0: the stack has a finding, and this machine may reach no website. */
const otherCodes: readonly (readonly [RegExp, readonly number[]])[] = [
  [/ audit /, [1]],
  [/ diagnose /, [1, 2]],
];

describe("From the tarballs, an empty folder and an empty home folder", () => {
  let temporary: string;
  let registry: Registry;
  let env: string;

  before(async () => {
    temporary = mkdtempSync(join(tmpdir(), "readmes-"));
    const tarballs = await Promise.all(packageFolders.map((folder) => packed(folder, temporary)));
    registry = await serveRegistry(tarballs, npmConfig("registry"));
    const [home, cache, programs] = ["home", "cache", "programs"].map((name) => join(temporary, name));
    for (const folder of [home, cache, programs]) {
      mkdirSync(folder ?? "");
    }
    // npm's cache of downloads. npm finds what it downloaded earlier, but no package that npx installed.
    symlinkSync(join(npmConfig("cache"), "_cacache"), join(cache ?? "", "_cacache"));
    symlinkSync(join(root, "test", "support", "fakePulumi.cjs"), join(programs ?? "", "pulumi"));
    env = Object.entries({
      HOME: home,
      PATH: `${programs ?? ""}${delimiter}${process.env.PATH ?? ""}`,
      STATE: join(root, "test", "fixtures", "aws-state.json"),
      npm_config_cache: cache,
      npm_config_registry: registry.url,
      npm_config_prefer_offline: "true",
      npm_config_audit: "false",
      npm_config_fund: "false",
      npm_config_update_notifier: "false",
    })
      .map(([name, value]) => `${name}='${value ?? ""}'`)
      .join(" ");
  });

  after(() => {
    registry.stop();
    rmSync(temporary, { recursive: true, force: true });
  });

  for (const folder of packageFolders) {
    it(`each shell command of ${folder}/README.md works`, async () => {
      const empty = mkdtempSync(join(temporary, "empty-"));
      const blocks = shellBlocks(folder);
      assert.ok(blocks.length > 1);
      for (const block of blocks) {
        let script = `export ${env}\n`;
        for (const line of block.replaceAll("<organization>", "acme").split("\n")) {
          const { code, output } = await sh(`set -e\n${script}${line}`, empty);
          const [, allowed = []] = otherCodes.find(([pattern]) => pattern.test(line)) ?? [];
          assert.ok([0, ...allowed].includes(code ?? -1), `${line}\nexited with ${code}:\n${output}`);
          script += line.startsWith("cd ") ? `${line}\n` : "";
        }
      }
    });
  }
});
