import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { besideBare, byItself, interleaved, median, verdictOf } from "../../bench/measure";
import { PackProcess, served } from "../../bench/packProcess";
import { installPeers } from "../../bench/peers";
import { analyzeRequest, analyzeStackRequest, distribution, queue } from "../../bench/stacks";
import { table } from "../../bench/table";
import { root } from "../../repository";
import { scriptLine, sh } from "../support/shell";

const goal = { must: 0.3, strive: 0.18 };

describe("the bench", () => {
  it("takes the median, between the middle two where there is no middle one", () => {
    assert.equal(median([3, 1, 2]), 2);
    assert.equal(median([4, 1, 2, 3]), 2.5);
  });

  it("takes figures in turn, round after round", async () => {
    const order: string[] = [];
    const take = (name: string) => (): Promise<number> => Promise.resolve(order.push(name));
    const medians = await interleaved(2, { ours: take("ours"), bare: take("bare") });
    assert.deepEqual(order, ["ours", "bare", "ours", "bare"]);
    assert.deepEqual(medians, { ours: 2, bare: 3 });
  });

  it("judges the ratio to the bare pack, or the figure itself", () => {
    const verdict = (ours: number) => verdictOf(besideBare("boot", "ms", { ours, bare: 100 }, goal));
    assert.deepEqual([verdict(18), verdict(30), verdict(31)], ["strived", "met", "missed"]);
    assert.equal(verdictOf(byItself("npm start", "s", 15, { must: 15, strive: 8 })), "met");
    assert.equal(verdictOf(byItself("rate", "x", 9, { must: 10, bound: "at-least" })), "missed");
    assert.equal(verdictOf(byItself("p99", "ms", 9)), "printed");
  });

  it("says that a figure is not judged where the peer is missing", () => {
    const row = besideBare("boot", "ms", { ours: 100 }, goal);
    assert.equal(verdictOf(row), "not measured");
    assert.match(table([row]), /100 ms.*not measured/);
  });

  it("goes on without peers that can't be installed, and says so", () => {
    const folder = mkdtempSync(join(tmpdir(), "peers-"));
    const { npm_config_registry: registry, npm_config_fetch_retries: retries } = process.env;
    const said: string[] = [];
    try {
      Object.assign(process.env, { npm_config_registry: "http://127.0.0.1:1", npm_config_fetch_retries: "0" });
      assert.deepEqual(
        installPeers((line) => said.push(line), folder),
        {},
      );
    } finally {
      Object.assign(process.env, { npm_config_registry: registry ?? "", npm_config_fetch_retries: retries ?? "" });
      rmSync(folder, { recursive: true, force: true });
    }
    assert.match(said.at(-1) ?? "", /^@pulumi\/pulumi and @pulumi\/policy can't be installed/);
  });

  it("asks a served pack about resources that it has nothing against", async () => {
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

  it("refuses a measure that there is not, by the names of those there are", async () => {
    const { code, output } = await sh(scriptLine("bench", "--only boots"), root);
    assert.equal(code, 2);
    assert.match(output, /Write one of boot, analyze, stack, preview, commands, edge, test\./);
  });
});
