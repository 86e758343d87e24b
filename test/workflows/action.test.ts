import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { parse } from "yaml";
import { name, version } from "../../policy-pack/package.json";
import { root } from "../../repository";
import { allViewer, allViewerExceptHostHeader } from "../support/programs";
import { Step } from "./workflow";

interface ActionStep extends Step {
  readonly if?: string;
  readonly shell?: string;
  readonly "working-directory"?: string;
}

interface Action {
  readonly inputs: Readonly<Record<string, { readonly default?: string; readonly required?: boolean }>>;
  readonly runs: { readonly steps: readonly ActionStep[] };
}

const { inputs, runs } = parse(readFileSync(join(root, "action.yml"), "utf8")) as Action;
const scripts = runs.steps.filter(({ run }) => run !== undefined);

/** Stand-ins for the tools of a runner. Each records its arguments. */
const tools: Readonly<Record<string, string>> = {
  npm: `mkdir -p "$3/node_modules/.bin" && ln -s "$EXECUTABLE" "$3/node_modules/.bin/${name}"`,
  pulumi: `case "$*" in
  "stack export"*) cat "$STATE" ;;
  *--json*) cat "$PLANNED" ;;
  version) echo v3.300.0 ;;
  *) exit "$REJECTED" ;;
esac`,
  gh: `case "$*" in *--paginate*) echo "$FOUND" ;; esac`,
};

interface Run {
  readonly code: number;
  readonly output: string;
  readonly map: string;
  readonly calls: readonly string[];
  readonly file: (name: string) => string;
}

describe("The action", () => {
  let folder: string;
  const state = join(root, "test", "fixtures", "states", "dev.json");

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "action-"));
    mkdirSync(join(folder, "bin"));
    mkdirSync(join(folder, "project"));
    for (const [tool, script] of Object.entries(tools)) {
      const recorded = `#!/bin/bash\nprintf '%s %s\\n' ${tool} "$*" >> "$RUNNER_TEMP/calls"\n${script}\n`;
      writeFileSync(join(folder, "bin", tool), recorded);
      chmodSync(join(folder, "bin", tool), 0o755);
    }
    symlinkSync(process.execPath, join(folder, "bin", "node"));
  });

  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  /** Runs the steps as GitHub does, up to the first that fails. */
  function runAction(given: Readonly<Record<string, string>>, more: NodeJS.ProcessEnv = {}): Run {
    const values: Record<string, string> = { "github.event.pull_request.number": "7" };
    for (const [input, { default: value = "" }] of Object.entries(inputs)) {
      values[`inputs.${input}`] = given[input] ?? value;
    }
    const environment: NodeJS.ProcessEnv = {
      ...process.env,
      PATH: [join(folder, "bin"), process.env.PATH].join(delimiter),
      RUNNER_TEMP: folder,
      GITHUB_ACTION_PATH: root,
      GITHUB_OUTPUT: join(folder, "output"),
      GITHUB_PATH: join(folder, "path"),
      GITHUB_STEP_SUMMARY: join(folder, "summary"),
      GITHUB_REPOSITORY: "o/r",
      EXECUTABLE: join(root, "policy-pack", "cli.cjs"),
      STATE: state,
      PLANNED: state,
      REJECTED: "0",
      FOUND: "[]",
      ...more,
    };
    const text = (file: string): string =>
      existsSync(join(folder, file)) ? readFileSync(join(folder, file), "utf8") : "";
    const evaluated = (written: string): string =>
      written.replace(/\$\{\{ ([^}]+) \}\}/g, (_, expression: string) => values[expression] ?? "");
    let [code, output] = [0, ""];
    for (const step of scripts) {
      const env = Object.fromEntries(Object.entries(step.env ?? {}).map(([key, value]) => [key, evaluated(value)]));
      const PATH = [text("path").trim(), environment.PATH].join(delimiter);
      if (code === 0 && (step.name !== "Comment" || values["inputs.comment"] === "true")) {
        const finished = spawnSync("bash", ["-e", "-c", step.run ?? ""], {
          cwd: join(folder, "project"),
          env: { ...environment, ...env, PATH },
          encoding: "utf8",
        });
        code = finished.status ?? -1;
        output += finished.stdout + finished.stderr;
        values["steps.files.outputs.folder"] = text("output").trim().replace("folder=", "");
      }
    }
    const file = (wanted: string): string =>
      readFileSync(join(values["steps.files.outputs.folder"] ?? "", wanted), "utf8");
    return { code, output, map: text("summary"), calls: text("calls").trim().split("\n"), file };
  }

  function planned(change: (text: string) => string): string {
    const file = join(folder, "planned.json");
    writeFileSync(file, change(readFileSync(state, "utf8")));
    return file;
  }

  it("has no expression in a script, and pins each action by commit", () => {
    for (const { run = "", uses } of runs.steps) {
      assert.doesNotMatch(run, /\$\{\{/);
      assert.match(uses ?? "a/b@".padEnd(44, "0"), /^[\w/-]+@[0-9a-f]{40}$/);
    }
    assert.ok(scripts.every(({ shell }) => shell === "bash"));
    assert.equal(inputs.sarif?.default, "false");
  });

  it("installs the version of its commit, prints the map, and passes a stack without findings", () => {
    const { code, output, map, calls, file } = runAction({ stack: "acme/site/dev" });
    assert.equal(code, 0, output);
    assert.ok(calls[0]?.startsWith("npm install --prefix ") && calls[0].endsWith(` ${name}@${version}`), calls[0]);
    assert.match(map, /^## Route map of stack dev\n/);
    assert.match(map, /### What changes for viewers\n\nNo change for viewers\./);
    assert.ok(calls.some((call) => call.startsWith("gh pr comment 7 --repo o/r --body-file ")));
    assert.deepEqual(
      (JSON.parse(file("findings.json")) as { findings: unknown[] }[]).flatMap(({ findings }) => findings),
      [],
    );
    const pack = `--policy-pack ${join(root, "policy-pack", "serve")}`;
    assert.ok(calls.includes(`pulumi preview --stack acme/site/dev ${pack} --non-interactive`), calls.join("\n"));
  });

  it("reports a mistake in the map, as annotation and as SARIF, before the policy pack fails it", () => {
    const PLANNED = planned((text) => text.replaceAll(allViewerExceptHostHeader, allViewer));
    const body = "## Route map of stack dev\n\nold";
    const FOUND = JSON.stringify([{ id: 42, user: { type: "Bot" }, body }]);
    const { code, output, map, calls, file } = runAction({ stack: "dev" }, { PLANNED, FOUND, REJECTED: "255" });
    assert.equal(code, 255, output);
    assert.match(output, /^::error file=.+,title=mandatory%3A api-gateway-origin-host-header/m);
    assert.match(map, /\| .+Host.+\|/);
    assert.ok(calls.some((call) => call.startsWith("gh api --method PATCH repos/o/r/issues/comments/42 ")));
    assert.match(file("findings.sarif"), /"ruleId": "api-gateway-origin-host-header"/);
  });

  it("takes its inputs as values, whatever characters they have", () => {
    const stack = '$(touch hacked)"; touch hacked; #';
    const config = join(folder, "my config.json");
    writeFileSync(config, '{ "viewer-transport": "disabled" }');
    const { code, output, calls } = runAction({ stack, "policy-pack-config": config, comment: "false" });
    assert.equal(code, 0, output);
    assert.ok(
      calls.includes(`pulumi preview --stack ${stack} --json --show-sames --non-interactive`),
      calls.join("\n"),
    );
    assert.ok(!existsSync(join(folder, "project", "hacked")));
    assert.ok(!calls.some((call) => call.startsWith("gh ")));
    assert.equal(execFileSync("ls", [join(folder, "project")], { encoding: "utf8" }), "");
  });
});
