import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import { minimumCliVersion } from "../../local-aws/engine/cli";
import { root } from "../../repository";
import { setup, workflow, workflows } from "./workflow";

const files = [...workflows.map(({ file, text, steps }) => ({ file, text, steps })), { file: "setup", ...setup }];
const commands = files.flatMap(({ steps }) => steps.flatMap(({ run = "" }) => run.split("\n")));

/** The permissions of each workflow's token. */
const permissions: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "ci.yml": { contents: "read" },
  "deploy.yml": { contents: "read", "id-token": "write" },
  "drift.yml": { contents: "read", "id-token": "write" },
  "preview.yml": { contents: "read", "id-token": "write", "pull-requests": "write" },
  "publish-policy-pack.yml": { contents: "read" },
};

describe("the workflows", () => {
  it("have only the permissions that they need", () => {
    assert.deepEqual(Object.fromEntries(workflows.map((one) => [one.file, one.permissions])), permissions);
    for (const { jobs, file } of workflows) {
      assert.ok(
        Object.values(jobs).every((job) => job.permissions === undefined),
        file,
      );
    }
  });

  it("pin every action by commit, with its version in a comment", () => {
    const lines = files.flatMap(({ text }) => text.match(/^.*\buses:.*$/gm) ?? []);
    assert.ok(lines.length > 10);
    for (const line of lines) {
      assert.match(line, /uses: (\.\/\S+|[\w-]+\/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+)$/);
    }
  });

  it("pin each action to the same commit everywhere", () => {
    const pins = files.flatMap(({ text }) => text.match(/[\w-]+\/[\w-]+@[0-9a-f]{40}/g) ?? []);
    const actions = new Set(pins.map((pin) => pin.split("@")[0]));
    assert.equal(new Set(pins).size, actions.size);
  });

  it("have no long-lived AWS key, only a role to assume", () => {
    for (const { file, text, steps } of files) {
      assert.doesNotMatch(text, /access[_-]key|secret[_-]access|session[_-]token/i, file);
      for (const { uses = "", with: inputs = {} } of steps) {
        if (uses.startsWith("aws-actions/configure-aws-credentials@")) {
          assert.deepEqual(Object.keys(inputs).sort(), ["aws-region", "role-to-assume"]);
        }
      }
    }
  });

  it("pass expressions to a shell only through environment variables", () => {
    for (const line of commands) {
      assert.doesNotMatch(line, /\$\{\{/);
    }
  });

  it("run scripts that exist", () => {
    const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { scripts: object };
    const names = commands.flatMap((line) =>
      [...line.matchAll(/\bnpm (?:run (?:--silent )?)?(\S+)/g)].map(([, name = ""]) => name),
    );
    assert.ok(names.length > 4);
    for (const name of names.filter((word) => !["ci", "audit"].includes(word))) {
      assert.ok(Object.hasOwn(scripts, name), name);
    }
  });

  it("install the lowest supported Pulumi CLI", () => {
    const versions = files.flatMap(({ text }) => [...text.matchAll(/pulumi-version: (.+)/g)].map(([, one]) => one));
    assert.deepEqual(versions, ["${{ steps.cli.outputs.version }}"]);
    const { run = "" } = setup.steps.find(({ id }) => id === "cli") ?? {};
    const output = join(mkdtempSync(join(tmpdir(), "step-")), "output");
    execFileSync("bash", ["-e", "-c", run], { cwd: root, env: { ...process.env, GITHUB_OUTPUT: output } });
    assert.equal(readFileSync(output, "utf8"), `version=${minimumCliVersion}\n`);
  });

  it("preview with the policy pack before they deploy with it", () => {
    const [preview = "", up = "", ...others] = workflow("deploy").steps.flatMap(({ run }) => run ?? []);
    assert.deepEqual(others, []);
    assert.match(preview, /^pulumi preview .*--policy-pack policy-pack\/serve\b/);
    assert.match(up, /^pulumi up .*--policy-pack policy-pack\/serve\b/);
    assert.doesNotMatch(up, /--skip-preview/);
  });

  it("never update a stack twice at the same time, and never cancel an update", () => {
    for (const name of ["deploy", "drift"]) {
      const { text } = workflow(name);
      assert.match(text, /concurrency:\n +group: stack-\$\{\{ matrix\.stack \}\}\n +cancel-in-progress: false\n/);
    }
  });

  it("use exactly the secrets and variables that docs/ci.md lists", () => {
    const page = readFileSync(join(root, "docs", "ci.md"), "utf8");
    const documented = [...page.matchAll(/^\| `([A-Z_]+)`/gm)].map(([, name = ""]) => name);
    const needed = files.flatMap(({ text }) =>
      [...text.matchAll(/\b(?:secrets|vars)\.([A-Z_]+)/g)].map(([, name = ""]) => name),
    );
    assert.deepEqual([...new Set(needed)].sort(), documented.sort());
    for (const { file } of workflows) {
      assert.ok(page.includes(`| \`${file.replace(".yml", "")}\``), file);
    }
  });

  it("give a pull request from a fork no AWS credentials", () => {
    for (const { file, text } of workflows) {
      const on = (parse(text) as { on: object }).on;
      assert.ok(!Object.hasOwn(on, "pull_request_target"), file);
    }
    assert.match(
      workflow("preview").text,
      /if: github\.event\.pull_request\.head\.repo\.full_name == github\.repository/,
    );
  });
});
