import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { setTimeout } from "node:timers/promises";
import { withEdge, withPack, withStack } from "../support/engine";
import { sendRequest } from "../support/https";
import { begin, firstChunk, openRequest } from "../support/streaming";

describe("The stack streaming on the engine", () => {
  it("sends the first word before the last is written, and the function stops when the viewer leaves", async () => {
    await withStack({ stackName: "streaming" }, async (session) => {
      const { passed, violations, output } = await withPack(session, "up");
      assert.deepEqual([passed, violations], [true, []], output);
      const { url } = await session.stack.outputs();
      const { host } = new URL(String(url?.value));
      await withEdge(session, async (edge) => {
        const written = () => {
          const folder = join(session.folder, "logs");
          const logs = readdirSync(folder).map((name) => readFileSync(join(folder, name), "utf8"));
          return [...logs.join("").matchAll(/^wrote (\d+) of 14 words$/gm)].map(([, words]) => Number(words));
        };
        const response = await begin(openRequest(edge, host, "/api/stream"));
        assert.equal(await firstChunk(response), "Each ");
        const first = performance.now();
        assert.match(String(await buffer(response)), /^of these words .* read\. $/);
        assert.ok(performance.now() - first > 2000);
        assert.deepEqual(written(), [14]);

        const left = openRequest(edge, host, "/api/stream");
        assert.equal(await firstChunk(await begin(left)), "Each ");
        left.destroy();
        while (written().length < 2) {
          await setTimeout(10);
        }
        assert.ok((written()[1] ?? 14) < 14);

        const { status, body } = await sendRequest(edge, host, "/api/hello");
        assert.deepEqual([status, body], [200, "Hello from Lambda!"]);
      });
    });
  });
});
