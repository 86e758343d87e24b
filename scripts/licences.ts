import { Command } from "commander";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { print, run } from "../commands/terminal";
import { root } from "../repository";

/** Each lets its package be used and given away beside Apache-2.0. https://spdx.org/licenses/ */
const allowed: ReadonlySet<string> = new Set([
  "0BSD",
  "Apache-2.0",
  "BlueOak-1.0.0",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "CC-BY-3.0",
  "CC0-1.0",
  "ISC",
  "MIT",
  "PSF-2.0",
  "Python-2.0",
  "Zlib",
]);

/** Packages whose metadata names no licence, by what the file says that comes with them. */
const read: Readonly<Record<string, string>> = { "@logdna/tail-file": "MIT" };

interface LockFile {
  readonly packages: Readonly<Record<string, LockedPackage>>;
}

interface LockedPackage {
  readonly version?: string;
  readonly license?: string;
  /** Whether it is a workspace of this repository. */
  readonly link?: boolean;
}

const installed = "node_modules/";

const command = new Command("npm run licences --")
  .description(
    "Checks the licence of every package that npm may install, on any platform, against a list of allowed ones.",
  )
  .argument("[file]", "a lock file of npm (default: the repository's own)")
  .action((given: string | undefined) => {
    const file = given ?? join(root, "package-lock.json");
    const { packages } = JSON.parse(readFileSync(file, "utf8")) as LockFile;
    const foreign = Object.entries(packages).filter(([path, { link }]) => path.includes(installed) && link !== true);
    const refused = foreign.flatMap(([path, locked]) => refusal(path, locked));
    print(refused.length === 0 ? `${foreign.length} packages, each under an allowed licence.\n` : refused.join(""));
    process.exitCode = refused.length === 0 ? 0 : 1;
  });

function refusal(path: string, { version = "", license }: LockedPackage): string[] {
  const name = path.slice(path.lastIndexOf(installed) + installed.length);
  const expression = read[name] ?? license ?? "no licence";
  return isAllowed(expression)
    ? []
    : [`${name} ${version}: ${expression} is not on the list of scripts/licences.ts.\n`];
}

/** One of several that one may choose from, or all that apply together; npm's packages nest them no deeper. */
function isAllowed(expression: string): boolean {
  return expression
    .replace(/[()]/g, "")
    .split(" OR ")
    .some((choice) => choice.split(" AND ").every((licence) => allowed.has(licence)));
}

void run(command, {
  0: "every licence is allowed",
  1: "a licence is not allowed",
  2: "a file cannot be read, or an option is invalid",
});
