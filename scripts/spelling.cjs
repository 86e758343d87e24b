// Checks the spelling of all files; the repository's own words are in cspell.json. cspell requires a newer Node.js than the
// local commands. On an older one this prints that the check is skipped.
const { spawnSync } = require("node:child_process");
const { readFileSync } = require("node:fs");
const { join } = require("node:path");
const process = require("node:process");
const { satisfies } = require("semver");

const root = join(__dirname, "..");
const cspell = join(root, "node_modules", "cspell");
const { engines } = JSON.parse(readFileSync(join(cspell, "package.json"), "utf8"));

if (satisfies(process.version, engines.node)) {
  const args = [join(cspell, "bin.mjs"), "--no-progress", "--no-summary", "--show-suggestions", "."];
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: "inherit" });
  process.exitCode = status ?? 1;
} else {
  process.stderr.write(
    `Spelling is not checked: cspell requires Node.js ${engines.node}, and this is ${process.version}.\n`,
  );
}
