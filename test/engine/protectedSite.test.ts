import assert from "node:assert/strict";
import { Session } from "../../local-aws/engine/session";
import { writeConfig } from "../../local-aws/engine/workspace";
import { withEdge, withStack } from "../support/engine";
import { sendRequest } from "../support/https";
import { isSweep } from "../support/sampleSize";

const paths = ["/", "/about/", "/assets/app.js", "/assets/style.css", "/nope", "/api/hello"];

async function statuses(session: Session, host: string): Promise<number[]> {
  let found: number[] = [];
  // A new edge has an empty cache.
  await withEdge(session, async (edge) => {
    const answers = await Promise.all(paths.map((path) => sendRequest(edge, host, path)));
    found = answers.map(({ status }) => status);
  });
  return found;
}

describe("A protected stack", () => {
  for (const apiKind of isSweep ? ["http", "rest-regional"] : ["rest-regional"]) {
    it(`serves every file and the API after a refused destroy, in each form: ${apiKind}`, async () => {
      const config = { "multi-origin:protect": true, "multi-origin:apiKind": apiKind };
      await withStack({ config }, async (session) => {
        const { stack } = session;
        const { outputs } = await stack.up();
        const { hostname } = new URL(String(outputs.url?.value));
        const before = await statuses(session, hostname);
        assert.deepEqual(before, [200, 200, 200, 200, 404, 200]);
        for (const options of [{}, { previewOnly: true }, { continueOnError: true }]) {
          await assert.rejects(stack.destroy(options), /protect/);
          assert.deepEqual(await statuses(session, hostname), before, JSON.stringify(options));
        }
      });
    });
  }

  it("accepts updates that replace or remove what serves a setting: the site's routing, headers and a changed API", async () => {
    const config = {
      "multi-origin:protect": true,
      "multi-origin:apiKind": "rest-regional",
      "multi-origin:forwardHeaders": ["Accept"],
    };
    await withStack({ config }, async (session) => {
      const { stack } = session;
      await stack.up();
      await writeConfig(stack, {
        ...config,
        "multi-origin:siteRouting": "spa",
        "multi-origin:forwardHeaders": ["Accept", "X-Trace"],
        "multi-origin:originVerifyRotation": 1,
      });
      const { outputs } = await stack.up();
      const { hostname } = new URL(String(outputs.url?.value));
      assert.deepEqual((await statuses(session, hostname)).at(-1), 200);
    });
  });
});
