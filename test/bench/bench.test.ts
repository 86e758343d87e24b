import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { compareWithBare, absoluteRow, interleaved, median, verdictOf } from "../../bench/measure";
import { PackProcess, served } from "../../bench/packProcess";
import { installPeers } from "../../bench/peers";
import { analyzeRequest, analyzeStackRequest, distribution, queue } from "../../bench/stacks";
import { table } from "../../bench/table";
import { root } from "../../repository";
import { scriptLine, sh } from "../support/shell";

const goal = { must: 0.3, strive: 0.18 };

describe("the bench", () => {
  it("takes the median, which is the mean of the middle two for an even number of values", () => {
    assert.equal(median([3, 1, 2]), 2);
    assert.equal(median([4, 1, 2, 3]), 2.5);
  });

  it("measures figures in turn, round after round", async () => {
    const order: string[] = [];
    const take = (name: string) => (): Promise<number> => Promise.resolve(order.push(name));
    const medians = await interleaved(2, { ours: take("ours"), bare: take("bare") });
    assert.deepEqual(order, ["ours", "bare", "ours", "bare"]);
    assert.deepEqual(medians, { ours: 2, bare: 3 });
  });

  it("applies a goal to the ratio to the bare pack, or to the figure itself", () => {
    const verdict = (ours: number) => verdictOf(compareWithBare("boot", "ms", { ours, bare: 100 }, goal));
    assert.deepEqual([verdict(18), verdict(30), verdict(31)], ["strived", "met", "missed"]);
    assert.equal(verdictOf(absoluteRow("npm start", "s", 15, { must: 15, strive: 8 })), "met");
    assert.equal(verdictOf(absoluteRow("rate", "x", 9, { must: 10, bound: "at-least" })), "missed");
    assert.equal(verdictOf(absoluteRow("p99", "ms", 9)), "printed");
  });

  it('prints "not measured" if the bare pack is missing', () => {
    const row = compareWithBare("boot", "ms", { ours: 100 }, goal);
    assert.equal(verdictOf(row), "not measured");
    assert.match(table([row]), /100 ms.*not measured/);
  });

  it("continues without packs that cannot be installed, and logs it", () => {
    const folder = mkdtempSync(join(tmpdir(), "peers-"));
    const { npm_config_registry: registry, npm_config_fetch_retries: retries } = process.env;
    const logged: string[] = [];
    try {
      Object.assign(process.env, { npm_config_registry: "http://127.0.0.1:1", npm_config_fetch_retries: "0" });
      assert.deepEqual(
        installPeers((line) => logged.push(line), folder),
        {},
      );
    } finally {
      Object.assign(process.env, { npm_config_registry: registry ?? "", npm_config_fetch_retries: retries ?? "" });
      rmSync(folder, { recursive: true, force: true });
    }
    assert.match(logged.at(-1) ?? "", /^cannot install @pulumi\/pulumi and @pulumi\/policy; /);
  });

  it("gets no violations from the built pack for its sample resources", async () => {
    const pack = await PackProcess.boot(served);
    try {
      assert.ok(pack.memoryMebibytes > 10);
      const answers = [
        await pack.remediateAndAnalyze(analyzeRequest(queue(1))),
        await pack.analyze(analyzeRequest(distribution(1))),
        await pack.analyzeStack(analyzeStackRequest(20, 2)),
      ];
      assert.deepEqual(
        answers.map((answer) => answer.getDiagnosticsList().map((diagnostic) => diagnostic.getMessage())),
        [[], [], []],
      );
    } finally {
      await pack.stop();
    }
  });

  it("rejects an unknown measure and lists the measures", async () => {
    const { code, output } = await sh(scriptLine("bench", "--only boots"), root);
    assert.equal(code, 2);
    assert.match(
      output,
      /Use one of boot, analyze, stack, preview, commands, executable, live, audit, edge, streaming, test\./,
    );
  });
});
