import * as cloudwatch from "@pulumi/aws/cloudwatch";
import { policyPack } from "../../local/session";
import { withStack } from "../../test/support/engine";
import { besideBare, interleaved, Measure, timed } from "../measure";

const resources = 1000;

function program(): Promise<Record<string, unknown>> {
  for (let index = 0; index < resources; index++) {
    new cloudwatch.LogGroup(`log-${index}`, { retentionInDays: 30, tags: { stage: "production", team: "orders" } });
  }
  return Promise.resolve({});
}

/** What a pack adds to a preview on the real engine. */
export const preview: Measure = {
  name: "preview",
  run: async ({ peers, rounds, say }) => {
    let medians: Record<string, number> = {};
    const packs = { "no pack": [], ours: [policyPack], ...(peers.bare && { bare: [peers.bare.executable] }) };
    await withStack({ program, config: {}, say }, async ({ stack }) => {
      const takes = Object.entries(packs).map(([name, policyPacks]) => {
        const work = () => stack.preview({ policyPacks, color: "never" });
        return [name, () => timed(work)] as const;
      });
      medians = await interleaved(Math.ceil(rounds / 6), Object.fromEntries(takes));
    });
    const { "no pack": without = Number.NaN, ...withPack } = medians;
    const overhead = Object.fromEntries(Object.entries(withPack).map(([name, value]) => [name, value - without]));
    const row = besideBare("preview of 1,000 resources, over no pack", "ms", overhead, { must: 0.9, strive: 0.5 });
    return [{ ...row, others: { ...row.others, "no pack": without } }];
  },
};
