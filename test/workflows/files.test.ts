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

/** The permissions of each job's token. A job without its own has those of the workflow. */
const permissions: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  "ci.yml": { test: ["contents: read"] },
  "deploy.yml": { pack: ["contents: read"], up: ["contents: read", "id-token: write"] },
  "drift.yml": { pack: ["contents: read"], drift: ["contents: read", "id-token: write"] },
  "pack.yml": { build: ["contents: read"] },
  "preview.yml": {
    pack: ["contents: read"],
    preview: ["contents: read", "id-token: write"],
    comment: ["pull-requests: write"],
  },
  "publish-policy-pack.yml": { publish: ["contents: read"] },
  "release.yml": {
    pack: ["contents: read"],
    version: ["contents: write", "pull-requests: write"],
    publish: ["contents: read", "id-token: write"],
    tag: ["contents: write"],
    "policy-pack": ["contents: read"],
  },
};

describe("the workflows", () => {
  it("give each job only the permissions that it needs", () => {
    const listed = workflows.map(({ file, jobs, permissions: common }) => [
      file,
      Object.fromEntries(
        Object.entries(jobs).map(([name, job]) => [
          name,
          Object.entries(job.permissions ?? common ?? {}).map(([scope, access]) => `${scope}: ${access}`),
        ]),
      ),
    ]);
    assert.deepEqual(Object.fromEntries(listed), permissions);
  });

  it("run no install scripts, and build the policy pack only in jobs without an identity token", () => {
    const installs = commands.filter((line) => /\bnpm (ci|install)\b/.test(line));
    assert.deepEqual(installs, ["npm ci --ignore-scripts"]);
    for (const { file, jobs, permissions: common } of workflows) {
      for (const [name, { permissions: own = common, steps = [] }] of Object.entries(jobs)) {
        if (own?.["id-token"] !== undefined) {
          const scripts = steps.flatMap(({ run = "" }) => run.match(/\bnpm .*/g) ?? []);
          assert.ok(
            scripts.every((script) => script.startsWith("npm run --silent map ")),
            `${file} ${name}: ${scripts.join()}`,
          );
        }
      }
    }
  });

  it("give a secret only to the steps that use it", () => {
    for (const { file, text, jobs } of workflows) {
      const { env = {} } = parse(text) as { env?: object };
      for (const settings of [env, ...Object.values(jobs).map((job) => job.env ?? {})]) {
        assert.doesNotMatch(JSON.stringify(settings), /secrets\./, file);
      }
    }
    const withToken = workflows.flatMap(({ steps }) =>
      steps.filter(({ env }) => env?.PULUMI_ACCESS_TOKEN !== undefined),
    );
    assert.ok(withToken.length > 5);
    for (const { run = "" } of withToken) {
      assert.match(run, /^pulumi /);
    }
  });

  it("do not leave the token of a checkout to later steps", () => {
    const checkouts = files
      .flatMap(({ steps }) => steps)
      .filter(({ uses = "" }) => uses.startsWith("actions/checkout@"));
    assert.ok(checkouts.length > 5);
    for (const { with: inputs } of checkouts) {
      assert.equal(inputs?.["persist-credentials"], false);
    }
  });

  it("use different tokens of Pulumi Cloud for pull requests and for deployments", () => {
    const secretsOf = (name: string) => new Set(workflow(name).text.match(/secrets\.\w+/g));
    assert.deepEqual([...secretsOf("preview")], ["secrets.PULUMI_PREVIEW_TOKEN"]);
    for (const name of ["deploy", "drift"]) {
      assert.deepEqual([...secretsOf(name)], ["secrets.PULUMI_ACCESS_TOKEN"]);
    }
  });

  it("check a pull request with the policy pack of its base branch", () => {
    assert.match(workflow("preview").text, /ref: \$\{\{ github\.event\.pull_request\.base\.sha \}\}/);
    const packs = commands.flatMap((line) => line.match(/--policy-pack(-config)? \S+/g) ?? []);
    assert.deepEqual([...new Set(packs)].sort(), [
      '--policy-pack "$RUNNER_TEMP/policy-pack/serve"',
      '--policy-pack-config "$RUNNER_TEMP/policy-config.json"',
    ]);
  });

  it("give a deployment more time than AWS may need, and credentials for all of it", () => {
    const { "timeout-minutes": minutes = 0, steps = [] } = workflow("deploy").jobs.up ?? {};
    const { with: inputs } = steps.find(({ uses }) => uses === "./.github/actions/setup") ?? {};
    // The aws provider waits 75 minutes for a certificate.
    assert.ok(minutes > 75);
    assert.equal(Number(inputs?.session), minutes * 60);
  });

  it("detect drift in its own environment, so that no reviewer has to approve a nightly run", () => {
    assert.equal(workflow("drift").jobs.drift?.environment, "drift");
    assert.notEqual(workflow("deploy").jobs.up?.environment, "drift");
  });

  it("pin every action by commit, with its version in a comment", () => {
    const lines = files.flatMap(({ text }) => text.match(/^.*\buses:.*$/gm) ?? []);
    assert.ok(lines.length > 20);
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
          assert.deepEqual(Object.keys(inputs).sort(), ["aws-region", "role-duration-seconds", "role-to-assume"]);
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
      [...line.matchAll(/\bnpm (?:run (?:--silent )?)?([a-z]\S*)/g)].map(([, name = ""]) => name),
    );
    assert.ok(names.length > 3);
    for (const name of names.filter((word) => !["ci", "audit", "build"].includes(word))) {
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
    const scripts = workflow("deploy").steps.flatMap(({ run }) => run ?? []);
    const [preview = "", up = "", ...others] = scripts.filter((script) => script.startsWith("pulumi "));
    assert.deepEqual(others, []);
    assert.match(preview, /^pulumi preview .*--policy-pack "\$RUNNER_TEMP\/policy-pack\/serve"/);
    assert.match(up, /^pulumi up .*--policy-pack "\$RUNNER_TEMP\/policy-pack\/serve"/);
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
      const { on } = parse(text) as { on: object };
      assert.ok(!Object.hasOwn(on, "pull_request_target"), file);
    }
    assert.match(
      workflow("preview").text,
      /if: github\.event\.pull_request\.head\.repo\.full_name == github\.repository/,
    );
  });
});
