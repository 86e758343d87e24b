import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { Account } from "../../local/account";
import { findCli } from "../../local/cli";
import { serveProvider } from "../../local/provider/server";
import { withCheckout } from "../support/checkout";
import { serveNodeHost } from "../support/nodeHost";

interface Printed {
  readonly code: number;
  readonly output: string;
}

/** A user's own `pulumi` in the repository, with AWS replaced by the local one and nothing of the Automation API. */
async function inRepository(use: (pulumi: (...args: string[]) => Promise<Printed>) => Promise<void>): Promise<void> {
  const cli = await findCli(console.log);
  const host = await serveNodeHost();
  try {
    await withCheckout(async (folder) => {
      const provider = await serveProvider({ account: new Account(join(folder, ".local", "aws")) });
      const backend = join(folder, ".local", "backend");
      mkdirSync(backend, { recursive: true });
      const env = {
        ...process.env,
        PULUMI_BACKEND_URL: `file://${backend}`,
        PULUMI_CONFIG_PASSPHRASE: "test",
        PULUMI_DEBUG_LANGUAGES: `nodejs:${host.port}`,
        PULUMI_DEBUG_PROVIDERS: provider.attachTo,
        PULUMI_SKIP_UPDATE_CHECK: "1",
      };
      try {
        await use(
          (...args) =>
            new Promise((resolve) => {
              execFile(cli.command, [...args, "--non-interactive"], { cwd: folder, env }, (error, stdout, stderr) => {
                resolve({ code: error === null ? 0 : 1, output: stdout + stderr });
              });
            }),
        );
      } finally {
        provider.stop();
      }
    });
  } finally {
    host.stop();
  }
}

describe("the repository as an ordinary Pulumi project", () => {
  it("comes up by `pulumi up -s dev` through its nodejs runtime, with the pack, and a second up changes nothing", async () => {
    await inRepository(async (pulumi) => {
      const init = await pulumi("stack", "init", "dev");
      assert.equal(init.code, 0, init.output);
      const up = await pulumi("up", "-s", "dev", "--yes", "--policy-pack", "policy-pack/serve");
      assert.equal(up.code, 0, up.output);
      assert.match(up.output, /35 created/);
      assert.match(up.output, /url +: "https:\/\/d[0-9a-f]+\.cloudfront\.net"/);
      const again = await pulumi("up", "-s", "dev", "--yes", "--skip-preview", "--expect-no-changes");
      assert.equal(again.code, 0, again.output);
    });
  });

  it("prints a wrong configuration as one message without a stack trace", async () => {
    await inRepository(async (pulumi) => {
      await pulumi("stack", "init", "dev");
      await pulumi("config", "set", "apiKind", "soap", "-s", "dev");
      const { code, output } = await pulumi("preview", "-s", "dev");
      assert.equal(code, 1);
      assert.match(output, /multi-origin:apiKind: received "soap"; write http or rest-regional or rest-edge/);
      assert.doesNotMatch(output, /at .*\.ts:\d+/);
    });
  });
});
