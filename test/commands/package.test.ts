import assert from "node:assert/strict";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { root } from "../../repository";
import { Finished, scriptLine, sh } from "../support/shell";

const executable = join(root, "policy-pack", "cli.cjs");
const state = join(root, "test", "fixtures", "aws-state.json");
const name = "pulumi-multi-origin-policies";

/** A folder with a program `pulumi` that runs a line of shell. */
function fakeCli(line: string): string {
  const folder = mkdtempSync(join(tmpdir(), "cli-"));
  writeFileSync(join(folder, "pulumi"), `#!/bin/sh\n${line}\n`);
  chmodSync(join(folder, "pulumi"), 0o755);
  return folder;
}

async function withCli(line: string, words: string): Promise<Finished> {
  const folder = fakeCli(line);
  try {
    return await sh(`PATH='${folder}${delimiter}'"$PATH" '${process.execPath}' '${executable}' ${words}`, folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const run = (words: string): Promise<Finished> => sh(`'${process.execPath}' '${executable}' ${words}`, tmpdir());

describe(name, () => {
  it("prints the path of the policy pack", async () => {
    const path = `${join(root, "policy-pack", "serve")}\n`;
    assert.deepEqual(await withCli("echo v3.255.0", ""), { code: 0, output: path });
    assert.deepEqual(await withCli("exit 1", ""), { code: 0, output: path });
  });

  it("names the Pulumi CLI that it needs, next to the path, if the CLI on PATH is older", async () => {
    const { code, output } = await withCli("echo v3.254.0", "");
    assert.equal(code, 0);
    assert.match(
      output,
      /^\/.*\/serve\nThe Pulumi CLI on PATH has version 3\.254\.0, and .* requires 3\.255\.0 or newer\. .*\n$/,
    );
  });

  it("lists its commands, and rejects others with exit code 2", async () => {
    const { code, output } = await run("--help");
    assert.equal(code, 0);
    assert.match(output, /^Usage: pulumi-multi-origin-policies \[command\] \[options\]$/m);
    const list = [...output.matchAll(/^ {2}([a-z]+) +[a-z]/gm)].map(([, command]) => command);
    assert.deepEqual(list, ["command", "audit", "map", "explain", "diagnose", "adopt"]);
    assert.deepEqual(await run("mpa"), {
      code: 2,
      output: `"mpa" is not a command of ${name}; use audit, map, explain, diagnose, adopt, or no command.\n`,
    });
  });

  for (const words of [`audit --json ${state}`, `map --state ${state}`, `explain --state ${state} /`]) {
    it(`prints the same as the npm script: ${words.replace(state, "<state>")}`, async () => {
      const [script = "", ...args] = words.split(" ");
      assert.deepEqual(await run(words), await sh(scriptLine(script, args.join(" ")), root));
    });
  }

  it("has its own name and no local AWS in the help of each command", async () => {
    for (const command of ["audit", "map", "explain", "diagnose", "adopt"]) {
      const { code, output } = await run(`${command} --help`);
      assert.equal(code, 0);
      assert.ok(output.startsWith(`Usage: ${name} ${command} [options]`), output);
      assert.doesNotMatch(output, /npm|local AWS/);
    }
  });

  it("reads a stack of the project with the user's CLI, with its secrets, from standard output", async () => {
    const exported = `[ "$*" = "stack export --show-secrets --non-interactive --stack prod" ] && cat '${state}'`;
    const { code, output } = await withCli(exported, "map --stack prod");
    assert.equal(code, 0, output);
    assert.deepEqual(output, (await run(`map --state ${state}`)).output);
  });

  it("prints the error of the user's CLI, and exits with 2", async () => {
    const { code, output } = await withCli("echo 'error: no stack named prod found' >&2; exit 255", "map --stack prod");
    assert.equal(code, 2);
    assert.match(output, /^pulumi stack export .* --stack prod failed: error: no stack named prod found$/m);
  });

  it("names the CLI if there is none", async () => {
    const words = `map --stack prod`;
    const { code, output } = await sh(`PATH= '${process.execPath}' '${executable}' ${words}`, tmpdir());
    assert.equal(code, 2);
    assert.match(output, /^The Pulumi CLI \(pulumi\) is not on PATH\. Install it .*, or pass --state <file>\.$/m);
  });
});
