import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
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
        const viewer = openRequest(edge, host, "/api/stream");
        assert.equal(await firstChunk(await begin(viewer)), "Each ");
        viewer.destroy();
        while (written().length === 0) {
          await setTimeout(10);
        }
        assert.ok((written()[0] ?? 14) < 14);

        const { status, body } = await sendRequest(edge, host, "/api/hello");
        assert.deepEqual([status, body], [200, "Hello from Lambda!"]);
      });
    });
  });
});
