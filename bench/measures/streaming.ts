import { buffer } from "node:stream/consumers";
import type { Edge } from "../../local-aws/edge";
import { withEdge, withStack } from "../../test/support/engine";
import { begin, firstChunk, openRequest } from "../../test/support/streaming";
import { streamingProgram } from "../../test/support/streamingProgram";
import { absoluteRow, interleaved, Measure, Row, timed } from "../measure";

/** Milliseconds between the two parts of the response. */
const pause = 1000;

/** When a viewer receives the first part of a streamed response, and all of it. */
export const streaming: Measure = {
  run: async ({ rounds, log }) => {
    let rows: Row[] = [];
    await withStack({ say: log, program: streamingProgram }, (session) =>
      withEdge(session, async (edge) => {
        const { outputs } = await session.stack.up({ color: "never" });
        const { host } = new URL(String(outputs.url?.value));
        rows = await measure(edge, host, rounds);
      }),
    );
    return rows;
  },
};

async function measure(edge: Edge, host: string, rounds: number): Promise<Row[]> {
  const open = () => begin(openRequest(edge, host, `/?wait=${pause}`));
  await buffer(await open());
  const { first = Number.NaN, all = Number.NaN } = await interleaved(rounds, {
    first: () => timed(async () => firstChunk(await open())),
    all: () => timed(async () => buffer(await open())),
  });
  return [
    absoluteRow("edge, streamed response, first part", "ms", first, { must: 100 }),
    absoluteRow(`edge, streamed response, last part, written ${pause} ms later`, "ms", all),
  ];
}
