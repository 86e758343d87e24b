import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { Account } from "../../local/account";
import { findCli } from "../../local/cli";
import { serveProvider } from "../../local/provider/server";
import { policyPack } from "../../local/session";
import { root } from "../../local/folders";
import { findYamlHost } from "../../local/yamlHost";

const rule = "api-gateway-origin-host-header";

interface Preview {
  readonly code: number;
  /** Policy, type and name of the resource, of each violation that is printed. */
  readonly violations: readonly string[];
  readonly output: string;
}

describe("the pack in `pulumi preview` of a YAML program", () => {
  let command: string;
  let path: string;

  before(async function () {
    // The host may have to be built.
    this.timeout(300_000);
    const cli = await findCli(console.log);
    const host = await findYamlHost(cli, console.log);
    if (host === undefined) {
      console.log(
        "Not shown: that the pack judges YAML programs. There is no pulumi-language-yaml and none can be built.",
      );
      this.skip();
    }
    command = cli.command;
    path = `${host}${delimiter}${process.env.PATH ?? ""}`;
  });

  /** A user's own `pulumi preview` in a copy of the fixture, with AWS replaced by the local one. */
  async function preview(fixture: string): Promise<Preview> {
    const folder = mkdtempSync(join(tmpdir(), "yaml-"));
    const project = join(folder, "project");
    const backend = join(folder, "backend");
    cpSync(join(root, "test", "fixtures", "yaml", fixture), project, { recursive: true });
    mkdirSync(backend);
    const provider = await serveProvider({ account: new Account() });
    const env = {
      ...process.env,
      PATH: path,
      PULUMI_BACKEND_URL: `file://${backend}`,
      PULUMI_CONFIG_PASSPHRASE: "test",
      PULUMI_DEBUG_PROVIDERS: provider.attachTo,
      PULUMI_SKIP_UPDATE_CHECK: "1",
    };
    const pulumi = (...args: string[]): Promise<{ code: number; output: string }> =>
      new Promise((resolve) => {
        const options = { cwd: project, env };
        const child = execFile(command, [...args, "--non-interactive"], options, (_, stdout, stderr) => {
          resolve({ code: child.exitCode ?? -1, output: stdout + stderr });
        });
      });
    try {
      const init = await pulumi("stack", "init", "dev");
      assert.equal(init.code, 0, init.output);
      const { code, output } = await pulumi("preview", "-s", "dev", "--policy-pack", policyPack, "--color", "never");
      return { code, output, violations: violationsIn(output) };
    } finally {
      provider.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  }

  const refused = [
    {
      fixture: "aws",
      what: "an aws distribution, the API's domain name literal or taken from its endpoint",
      on: ["aws:cloudfront:Distribution: from-output", "aws:cloudfront:Distribution: literal"],
    },
    { fixture: "aws-native", what: "an aws-native distribution", on: ["aws-native:cloudfront:Distribution: native"] },
  ];
  for (const { fixture, what, on } of refused) {
    it(`refuses AllViewer on ${what}, once each`, async () => {
      const { code, violations, output } = await preview(fixture);
      assert.equal(code, 1, output);
      assert.deepEqual(
        violations,
        on.map((resource) => `mandatory ${rule} on ${resource}`),
        output,
      );
    });
  }

  it("lets AllViewerExceptHostHeader through on all of them", async () => {
    const { code, violations, output } = await preview("right");
    assert.deepEqual([code, violations], [0, []], output);
    assert.match(output, /5 to create/);
  });
});

/** The lines `- [mandatory] [severity: critical]  rule  (type: name)`, in alphabetical order. */
function violationsIn(output: string): string[] {
  const lines = output.matchAll(/^ +- \[(\w+)\].* {2}(\S+) {2}\((.+)\)$/gm);
  return [...lines].map(([, level = "", policy = "", on = ""]) => `${level} ${policy} on ${on}`).sort();
}
