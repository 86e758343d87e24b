import assert from "node:assert/strict";
import { join } from "node:path";
import { MultiOriginSite } from "../../components/index";
import { root } from "../../repository";
import { withEdge, withStack } from "../support/engine";
import { sendRequest } from "../support/https";

const names = ["company-website-production", "my_site", "a-very-long-name-".repeat(4).slice(0, 60)];

describe("MultiOriginSite of any name", () => {
  it("deploys and serves, within AWS's limits for names", async () => {
    const program = () => {
      const sites = names.map(
        (name) =>
          new MultiOriginSite(name, {
            apiEntry: join(root, "lambda", "hello.ts"),
            siteDirectory: join(root, "site"),
            accessLogs: true,
            forceDestroy: true,
          }),
      );
      return Promise.resolve(Object.fromEntries(sites.map(({ url }, at) => [String(at), url])));
    };
    await withStack({ program }, async (session) => {
      const { outputs } = await session.stack.up();
      await withEdge(session, async (edge) => {
        for (const { value } of Object.values(outputs)) {
          const { hostname } = new URL(String(value));
          for (const path of ["/", "/api/hello"]) {
            assert.equal((await sendRequest(edge, hostname, path)).status, 200, path);
          }
        }
      });
      await session.stack.destroy();
    });
  });
});
