import * as cloudwatch from "@pulumi/aws/cloudwatch";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { policyPack } from "../../repository";
import { withStack } from "../../test/support/engine";
import { compareWithBare, absoluteRow, inTurn, Measure, median, medians, Row, timed } from "../measure";
import { processorMilliseconds } from "../packProcess";

const resources = 1000;

function program(): Promise<Record<string, unknown>> {
  for (let index = 0; index < resources; index++) {
    new cloudwatch.LogGroup(`log-${index}`, { retentionInDays: 30, tags: { stage: "production", team: "orders" } });
  }
  return Promise.resolve({});
}

/**
 * What a pack adds to a preview on the real engine. The goal applies to the processor time of the pack's process, which
 * other load on the machine hardly changes. The time at the terminal is the difference of two long times.
 */
export const preview: Measure = {
  run: async ({ peers, rounds, log }) => {
    const folder = mkdtempSync(join(tmpdir(), "packs-"));
    const packs = { ours: policyPack, ...(peers.bare && { bare: peers.bare.executable }) };
    const processor: Record<string, number[]> = {};
    let measured: Record<string, number[]> = {};
    // The SDK captures a stack trace for each promise, which takes longer than the engine needs for the resource.
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 0;
    try {
      await withStack({ program, config: {}, say: log }, async ({ stack }) => {
        const previewed = (policyPacks: string[]) => timed(() => stack.preview({ policyPacks, color: "never" }));
        const watched = Object.entries(packs).map(([name, executable]) => {
          const pack = new WatchedPack(join(folder, name), executable);
          const measure = async (): Promise<number> => {
            const milliseconds = await pack.during(() => previewed([pack.executable]));
            (processor[name] ??= []).push(pack.milliseconds);
            return milliseconds;
          };
          return [name, measure] as const;
        });
        // The first preview warms the caches that all of them read.
        await previewed([]);
        const none = () => previewed([]);
        measured = await inTurn(Math.max(3, Math.ceil(rounds / 3)), {
          "no pack": none,
          ...Object.fromEntries(watched),
        });
      });
    } finally {
      Error.stackTraceLimit = stackTraceLimit;
      rmSync(folder, { recursive: true, force: true });
    }
    return rows(measured, processor);
  },
};

function rows(
  { "no pack": without = [], ...withPack }: Readonly<Record<string, number[]>>,
  processor: Readonly<Record<string, number[]>>,
): Row[] {
  const over = Object.entries(withPack).map(([name, values]): [string, number] => [
    name,
    median(values.map((value, round) => value - (without[round] ?? Number.NaN))),
  ]);
  return [
    compareWithBare("preview of 1,000 resources, processor time of the pack", "ms", medians(processor), {
      must: 0.9,
      strive: 0.5,
    }),
    compareWithBare("preview of 1,000 resources, time over no pack", "ms", Object.fromEntries(over)),
    absoluteRow("preview of 1,000 resources, no pack", "ms", median(without)),
  ];
}

/** A pack that writes its process ID to a file, so that the bench can read its processor time. */
class WatchedPack {
  private readonly pidFile: string;
  /** The processor time of the last run. */
  milliseconds = Number.NaN;

  constructor(
    readonly executable: string,
    pack: string,
  ) {
    this.pidFile = `${executable}.pid`;
    writeFileSync(executable, `#!/bin/sh\necho $$ > "${this.pidFile}"\nexec "${pack}" "$@"\n`);
    chmodSync(executable, 0o755);
  }

  /** Polls, because the engine ends the pack, and the kernel then drops its counters. */
  async during<T>(work: () => Promise<T>): Promise<T> {
    writeFileSync(this.pidFile, "");
    const watching = setInterval(() => {
      const pid = Number(readFileSync(this.pidFile, "utf8"));
      this.milliseconds = (pid > 0 ? processorMilliseconds(pid) : undefined) ?? this.milliseconds;
    }, 10);
    try {
      return await work();
    } finally {
      clearInterval(watching);
    }
  }
}
