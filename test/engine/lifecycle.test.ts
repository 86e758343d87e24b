import assert from "node:assert/strict";
import { mkdtempSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findCli } from "../../local-aws/engine/cli";
import { project } from "../../repository";
import { sendRequest } from "../support/https";
import { withEdge, withPack, withStack } from "../support/engine";

const methods = ["GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"];

const stacks = [
  { stackName: "dev", site: "/", folder: "/about/", api: "/api/hello", host: /^d[0-9a-f]{13}\.cloudfront\.net$/ },
  { stackName: "article", site: "/index.html", folder: undefined, api: "/", host: /^www\.example\.com$/ },
];

describe("The program on the engine", () => {
  for (const { stackName, site, folder, api, host } of stacks) {
    it(`previews, deploys, serves, updates without changes, has no drift and is destroyed: stack ${stackName}`, async () => {
      await withStack({ stackName }, async (session) => {
        const { stack, account } = session;
        const preview = await withPack(session, "preview");
        assert.deepEqual([preview.passed, preview.violations], [true, []], preview.output);

        const up = await withPack(session, "up");
        assert.deepEqual([up.passed, up.violations], [true, []], up.output);
        const outputs = await stack.outputs();
        const front = new URL(String(outputs.url?.value)).host;
        assert.match(front, host);

        await withEdge(session, async (edge) => {
          const page = await sendRequest(edge, front, site);
          assert.equal(page.status, 200);
          assert.match(page.body, /<title>One domain name, two origins<\/title>/);
          assert.equal((await sendRequest(edge, front, "/assets/app.js")).status, 200);
          if (folder !== undefined) {
            assert.match((await sendRequest(edge, front, folder)).body, /<title>About this site/);
          }
          for (const method of methods) {
            const answered = await sendRequest(edge, front, api, { method });
            assert.equal(answered.status, 200, method);
            assert.equal(answered.body, method === "HEAD" ? "" : "Hello from Lambda!", method);
          }
        });

        await stack.up({ expectNoChanges: true });
        await stack.refresh({ expectNoChanges: true });
        await stack.destroy();
        const left = account.list("aws:cloudfront/distribution:Distribution").length;
        assert.equal(left, 0);
      });
    });
  }
});

describe("The user's settings", () => {
  it("of Pulumi and of a proxy do not affect a local stack, and the user's Pulumi home does not change", async () => {
    // Finding the CLI runs it once, which writes a log into the home.
    await findCli(console.log);
    const home = mkdtempSync(join(tmpdir(), "home-"));
    const { env } = process;
    const proxy = "http://127.0.0.1:1";
    process.env = { ...env, PULUMI_DIY_BACKEND_GZIP: "1", PULUMI_HOME: home, http_proxy: proxy, HTTPS_PROXY: proxy };
    try {
      await withStack({}, async (session) => {
        const { passed, output } = await withPack(session, "up");
        assert.ok(passed, output);
        assert.match(String((await session.stack.outputs()).url?.value), /^https:/);
      });
    } finally {
      process.env = env;
    }
    assert.deepEqual(readdirSync(home), []);
  });
});

describe("An invalid configuration", () => {
  it("names a hosted zone that does not exist", async () => {
    const config = { "multi-origin:hostedZone": "example.com", "multi-origin:domainName": "www.example.com" };
    await withStack({ config, project: { ...project, existingHostedZones: () => [] } }, async (session) => {
      const { passed, output } = await withPack(session, "preview");
      assert.equal(passed, false);
      assert.match(
        output,
        /error: Invalid configuration:\n +multi-origin:hostedZone: "example\.com" is not valid; use the name of a public/,
      );
      assert.doesNotMatch(output, /getZone|\bat .*\.ts:\d+/);
    });
  });

  it("is reported in one message with every problem, before anything is created", async () => {
    const config = {
      "multi-origin:apiKind": "soap",
      "multi-origin:siteDirectory": "site",
      "multi-origin:forwardHeaders": ["Accept", "Host"],
      "multi-origin:siteDir": "nowhere",
    };
    await withStack({ config }, async (session) => {
      const { passed, output } = await withPack(session, "up");
      assert.equal(passed, false);
      assert.match(output, /multi-origin:apiKind: "soap" is not valid; use "http", "rest-regional" or "rest-edge"/);
      assert.match(
        output,
        /multi-origin:siteDirectory: unknown name; did you mean siteDir\? Use one of hostedZone, siteDir, /,
      );
      assert.match(output, /multi-origin:siteDir: ".*nowhere" is not valid; use the path of an existing folder/);
      assert.match(output, /multi-origin:forwardHeaders\[1\]: "Host" is not valid; remove it/);
      assert.doesNotMatch(output, /at .*\.ts:\d+/, "no stack trace");
      const { deployment } = (await session.stack.exportStack()) as { deployment: { resources?: { type: string }[] } };
      const kinds = (deployment.resources ?? []).map(({ type }) => type).filter((type) => !type.startsWith("pulumi:"));
      assert.deepEqual(kinds, []);
    });
  });
});
