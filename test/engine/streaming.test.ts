import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { setTimeout } from "node:timers/promises";
import { withEdge, withPack, withStack } from "../support/engine";
import { begin, firstChunk, openRequest } from "../support/streaming";
import { streamingProgram } from "../support/streamingProgram";

describe("ApiOrigin with streaming on the engine", () => {
  it("sends the first chunk before the last is written, and closes the function's stream when the viewer leaves", async () => {
    await withStack({ program: streamingProgram }, async (session) => {
      const { passed, violations } = await withPack(session, "up");
      assert.deepEqual([passed, violations], [true, []]);
      const { url } = await session.stack.outputs();
      const { host } = new URL(String(url?.value));
      await withEdge(session, async (edge) => {
        const logs = () => {
          const folder = join(session.folder, "logs");
          return readdirSync(folder).map((name) => readFileSync(join(folder, name), "utf8"));
        };
        const response = await begin(openRequest(edge, host, "/?wait=1500"));
        assert.equal(await firstChunk(response), "first");
        const first = performance.now();
        assert.equal(String(await buffer(response)), " last");
        assert.ok(performance.now() - first > 1000);

        const left = openRequest(edge, host, "/?wait=60000");
        assert.equal(await firstChunk(await begin(left)), "first");
        const closed = () => logs().join("").split("\nclosed\n").length - 1;
        assert.equal(closed(), 1);
        left.destroy();
        while (closed() < 2) {
          await setTimeout(10);
        }
      });
    });
  });
});
