import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, isAbsolute, join } from "node:path";
import { Account, JsonObject } from "../../local-aws/aws/account";
import { backendOf, engineVariables } from "../../local-aws/engine/backend";
import { findCli } from "../../local-aws/engine/cli";
import { serveProvider } from "../../local-aws/provider/server";
import { root } from "../../repository";
import { checkout } from "../support/checkout";
import { distributionType } from "../support/engine";
import { keyServiceVariables, secretsProvider } from "../support/keyService";
import { serveNodeHost } from "../../local-aws/engine/nodeHost";
import { allViewer, allViewerExceptHostHeader } from "../support/programs";
import { workflow } from "../workflows/workflow";

interface Finished {
  readonly code: number;
  readonly output: string;
}

interface Runner {
  readonly folder: string;
  readonly account: Account;
  /** The folder in `RUNNER_TEMP`. */
  readonly temp: string;
  /** Runs the script of a step. */
  readonly run: (script: string) => Promise<Finished>;
}

/** Runs a step as GitHub does: https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax */
function bash(script: string, cwd: string, env: NodeJS.ProcessEnv): Promise<Finished> {
  return new Promise((resolve) => {
    const child = execFile("bash", ["-e", "-c", script], { cwd, env }, (_, stdout, stderr) => {
      resolve({ code: child.exitCode ?? -1, output: stdout + stderr });
    });
  });
}

/** Creates a runner for the tests of one `describe`: a checkout, the CLI on PATH, a stack, and the local AWS instead of AWS. */
function runnerOfTests(): () => Runner {
  let runner: Runner | undefined;
  const stops: (() => void)[] = [];
  before(async () => {
    const { command } = await findCli(console.log);
    const folder = checkout();
    const account = new Account();
    const [host, provider] = [
      await serveNodeHost({ nodeArguments: ["--require", require.resolve("../support/promiseTraces.cjs")] }),
      await serveProvider({ account }),
    ];
    stops.push(host.stop, provider.stop, () => {
      rmSync(folder, { recursive: true, force: true });
    });
    const [temp, backend] = [join(folder, ".local", "temp"), backendOf(join(folder, ".local"))];
    mkdirSync(temp, { recursive: true });
    mkdirSync(backend);
    const env = {
      ...process.env,
      // A CLI that is already on PATH is a command without a folder.
      PATH: [...(isAbsolute(command) ? [dirname(command)] : []), process.env.PATH ?? ""].join(delimiter),
      STACK: "organization/multi-origin/dev",
      RUNNER_TEMP: temp,
      GITHUB_STEP_SUMMARY: join(temp, "summary.md"),
      ...engineVariables(join(folder, ".local")),
      ...(await keyServiceVariables()),
      PULUMI_DEBUG_LANGUAGES: `nodejs:${host.port}`,
      PULUMI_DEBUG_PROVIDERS: provider.attachTo,
    };
    const run = (script: string): Promise<Finished> => bash(script, folder, env);
    const { code, output } = await run(
      `pulumi stack init "$STACK" --non-interactive --secrets-provider '${secretsProvider}'`,
    );
    assert.equal(code, 0, output);
    runner = { folder, account, temp, run };
    // Puts the policy pack where the workflows download it to.
    await expectSuccess(runner, stepsOf("pack"));
  });
  after(() => {
    stops.forEach((stop) => {
      stop();
    });
  });
  return () => {
    assert.ok(runner !== undefined);
    return runner;
  };
}

/** The scripts of a workflow's steps that do not call GitHub, in order. */
function stepsOf(name: string): string[] {
  return workflow(name)
    .steps.map(({ run = "" }) => run)
    .filter((script) => script !== "" && !/^\s*gh |\$\(gh /m.test(script));
}

/** Runs each script, even if an earlier one fails. */
async function runAll({ run }: Runner, scripts: readonly string[]): Promise<Finished[]> {
  const finished: Finished[] = [];
  for (const script of scripts) {
    finished.push(await run(script));
  }
  return finished;
}

async function expectSuccess(runner: Runner, scripts: readonly string[]): Promise<Finished[]> {
  const finished = await runAll(runner, scripts);
  const output = finished.map(({ output }) => output).join("\n");
  assert.ok(
    finished.every(({ code }) => code === 0),
    output,
  );
  return finished;
}

function replaced(value: JsonObject, from: string, to: string): JsonObject {
  return JSON.parse(JSON.stringify(value).replaceAll(from, to)) as JsonObject;
}

describe("the steps of the workflows preview, deploy and drift", () => {
  const onRunner = runnerOfTests();

  it("comment a green map on a pull request, and a red one for a mistake, which the policy pack rejects", async () => {
    const runner = onRunner();
    const { folder, temp } = runner;
    const steps = stepsOf("preview");
    assert.equal(steps.at(-1), stepsOf("deploy")[1], "the workflow deploy runs the same preview, which succeeds");
    await expectSuccess(runner, steps.slice(0, -1));
    const comment = readFileSync(join(temp, "map.md"), "utf8");
    assert.match(comment, /^## Route map of stack dev\n\n```mermaid\n[^]+\nNo findings\.\n$/);
    assert.equal(readFileSync(join(temp, "summary.md"), "utf8"), comment);

    const file = join(folder, "components", "distribution", "cacheBehavior.ts");
    const correct = readFileSync(file, "utf8");
    writeFileSync(file, correct.replaceAll(allViewerExceptHostHeader, allViewer));
    const [, , redrawn, rejected] = await runAll(runner, steps);
    writeFileSync(file, correct);
    assert.equal(redrawn?.code, 0, redrawn?.output);
    const red = readFileSync(join(temp, "map.md"), "utf8");
    assert.equal(red.match(/:::rejected$/gm)?.length, 2);
    const violations = red.match(/^- \*\*mandatory: api-gateway-origin-host-header\*\*.+$/gm) ?? [];
    assert.equal(violations.length, 1);
    assert.match(violations[0], /cache behaviors "\/api" and "\/api\/\\\*"/);
    assert.notEqual(rejected?.code, 0);
    assert.match(rejected?.output ?? "", /api-gateway-origin-host-header/);
  });

  it("deploy, find no drift, find a change that was made in the console, and respect an exception for it", async () => {
    const runner = onRunner();
    const { account, folder } = runner;
    const deployed = await expectSuccess(runner, stepsOf("deploy"));
    const printed = deployed[2]?.output ?? "";
    assert.match(printed, /35 created/);
    assert.match(printed, /url +: "https:\/\/d[0-9a-f]+\.cloudfront\.net"/);

    const [unpack = "", refresh = "", check = "", preview = ""] = stepsOf("drift");
    await expectSuccess(runner, [unpack, refresh, check, preview]);

    const [front] = account.list(distributionType);
    assert.ok(front !== undefined);
    account.put({
      ...front,
      inputs: replaced(front.inputs, allViewerExceptHostHeader, allViewer),
      outputs: replaced(front.outputs, allViewerExceptHostHeader, allViewer),
    });
    const [refreshed, checked, previewed] = await runAll(runner, [refresh, check, preview]);
    assert.equal(refreshed?.code, 0, refreshed?.output);
    assert.notEqual(checked?.code, 0);
    assert.match(checked?.output ?? "", /\[mandatory\].* api-gateway-origin-host-header/);
    assert.notEqual(previewed?.code, 0);
    assert.match(previewed?.output ?? "", /originRequestPolicyId/);

    const match = [{ policies: ["api-gateway-origin-host-header"], targets: [front.urn] }];
    const exceptions = { console: { reason: "the API accepts the viewer's Host", match } };
    writeFileSync(join(folder, "policy-config.json"), JSON.stringify({ version: 2, policies: {}, exceptions }));
    const [, pack = ""] = stepsOf("pack");
    const [, , exempted] = await expectSuccess(runner, [pack, unpack, check]);
    assert.match(exempted?.output ?? "", /exempted/);
  });

  it("report an invalid configuration in one message without a stack trace", async () => {
    const { run } = onRunner();
    assert.equal((await run('pulumi config set apiKind soap --stack "$STACK"')).code, 0);
    const { code, output } = await run('pulumi preview --stack "$STACK" --non-interactive');
    assert.notEqual(code, 0);
    assert.match(output, /multi-origin:apiKind: "soap" is not valid; use "http", "rest-regional" or "rest-edge"/);
    assert.doesNotMatch(output, /at .*\.ts:\d+/);
  });
});

describe("the steps of the workflows", () => {
  it("comment on a pull request once for each stack, and replace that comment", async () => {
    const step = workflow("preview").steps.find(({ name }) => name === "Comment");
    const folder = mkdtempSync(join(tmpdir(), "comment-"));
    // Stands in for GitHub: it records its arguments and lists the comments in the variable FOUND.
    const gh = `#!/bin/sh
printf '%s\\n' "$*" >> "$RUNNER_TEMP/calls"
case "$*" in *--paginate*) test "$FOUND" != none && printf '%s' "$FOUND" ;; esac
`;
    writeFileSync(join(folder, "gh"), gh, { mode: 0o755 });
    // `my_stack` as Markdown: `_` is escaped.
    const heading = "## Route map of stack my\\_stack";
    writeFileSync(join(folder, "map.md"), `${heading}\n\nNo findings.\n`);
    const PATH = [folder, process.env.PATH].join(delimiter);
    const env = { ...process.env, PATH, RUNNER_TEMP: folder, NUMBER: "7", GITHUB_REPOSITORY: "o/r" };
    const callsWith = async (FOUND: string, exitCode = 0): Promise<string[]> => {
      rmSync(join(folder, "calls"), { force: true });
      const { code, output } = await bash(step?.run ?? "", root, { ...env, FOUND });
      assert.equal(code, exitCode, output);
      return readFileSync(join(folder, "calls"), "utf8").trimEnd().split("\n");
    };
    const comment = (id: number, body: string, login = "github-actions[bot]") => ({ id, user: { login }, body });
    const others = [comment(1, "LGTM", "ada"), comment(2, `${heading}\nmine`, "ada"), comment(3, `${heading}2\n`)];
    try {
      const search = "api repos/o/r/issues/7/comments --paginate";
      const map = join(folder, "map.md");
      assert.deepEqual(await callsWith("none", 1), [search], "a failed search must not add a comment");
      assert.deepEqual(await callsWith(JSON.stringify(others)), [search, `pr comment 7 --repo o/r --body-file ${map}`]);
      const pages =
        JSON.stringify([comment(41, `${heading}\n`)]) + JSON.stringify([...others, comment(42, `${heading}\n`)]);
      assert.deepEqual(await callsWith(pages), [
        search,
        `api --method PATCH repos/o/r/issues/comments/42 --field body=@${map} --silent`,
      ]);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it("publish no version while a changeset is pending", async () => {
    const step = workflow("release").steps.find(({ id }) => id === "changesets");
    const folder = mkdtempSync(join(tmpdir(), "step-"));
    mkdirSync(join(folder, ".changeset"));
    const pendingAfter = async (file: string): Promise<string> => {
      writeFileSync(join(folder, ".changeset", file), "");
      const output = join(folder, file);
      const { code } = await bash(step?.run ?? "", folder, { ...process.env, GITHUB_OUTPUT: output });
      assert.equal(code, 0);
      return readFileSync(output, "utf8");
    };
    try {
      assert.equal(await pendingAfter("README.md"), "pending=0\n");
      assert.equal(await pendingAfter("config.json"), "pending=0\n");
      assert.equal(await pendingAfter("new-rule.md"), "pending=1\n");
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it("tag the published versions and move v1", async () => {
    const step = workflow("release").steps.find(({ name }) => name === "Tag the versions, and move v1");
    const folder = mkdtempSync(join(tmpdir(), "step-"));
    const programs = { gh: "exit 0", npx: 'git tag -m "$*" pulumi-multi-origin@1.2.3' };
    for (const [name, line] of Object.entries(programs)) {
      writeFileSync(join(folder, name), `#!/bin/sh\n${line}\n`, { mode: 0o755 });
    }
    const env = { ...process.env, PATH: `${folder}${delimiter}${process.env.PATH ?? ""}` };
    const git = (line: string): Promise<Finished> => bash(line, folder, env);
    const commit = "git -c user.name=a -c user.email=a commit --quiet --allow-empty --message";
    try {
      const setUp = [
        "git init --quiet --bare remote && git clone --quiet remote clone 2> clone.log && cd clone",
        `${commit} one && git tag v1 && ${commit} two && git push --quiet origin HEAD v1`,
      ];
      assert.equal((await git(setUp.join(" && "))).code, 0);
      const { code, output } = await bash(step?.run ?? "", join(folder, "clone"), env);
      assert.equal(code, 0, output);
      const tags = await git("git -C remote for-each-ref --format='%(refname:short) %(contents:subject)' refs/tags");
      assert.equal(tags.output, "pulumi-multi-origin@1.2.3 --no-install changeset git-tag\nv1 two\n");
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
