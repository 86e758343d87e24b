import type { Deployment } from "@pulumi/pulumi/automation";
import assert from "node:assert/strict";
import { withEdge, withStack } from "../support/engine";
import { sendRequest } from "../support/https";

/** Removes `forwardedValues`, as docs/troubleshooting.md describes. */
function withoutForwardedValues(exported: Deployment): Deployment {
  const text = JSON.stringify(exported, (name, value: unknown) => (name === "forwardedValues" ? undefined : value));
  return JSON.parse(text) as Deployment;
}

describe("A live stack whose list of headers moves from legacy settings to a policy", () => {
  it("needs one update, or an edited state if the provider sends the legacy settings again", async () => {
    const config = {
      "multi-origin:forwardHeaders": ["Accept"],
      "multi-origin:listBy": "legacy",
      "multi-origin:originVerify": "off",
    };
    await withStack({ config, providerBugs: ["keeps-forwarded-values"] }, async (session) => {
      const { stack } = session;
      await stack.up();
      await stack.removeConfig("multi-origin:listBy");
      const { changeSummary } = await stack.preview();

      assert.deepEqual([changeSummary.create, changeSummary.update, changeSummary.replace], [1, 1, undefined]);
      await assert.rejects(
        stack.up(),
        /The parameter ForwardedValues cannot be used when a cache policy is associated/,
      );

      await stack.importStack(withoutForwardedValues(await stack.exportStack()));
      const { outputs } = await stack.up();
      const { hostname } = new URL(String(outputs.url?.value));
      await withEdge(session, async (edge) => {
        const { status, body } = await sendRequest(edge, hostname, "/api/hello");
        assert.deepEqual([status, body], [200, "Hello from Lambda!"]);
      });
    });
  });
});
