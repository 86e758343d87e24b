import { compareWithBare, absoluteRow, Context, Goal, interleaved, Measure, Row, timed } from "../measure";
import { PackProcess } from "../packProcess";
import { analyzeRequest, analyzeStackRequest, distribution, queue } from "../stacks";
import { packs } from "./boot";

type Request = (pack: PackProcess) => Promise<unknown>;

const other = analyzeRequest(queue(0));
const front = analyzeRequest(distribution(0));

/** The requests that the engine sends for each resource, to a pack that is already warm. */
export const analyze: Measure = {
  run: ({ peers, rounds }) =>
    inRunning(peers, async (running) => [
      await compare("Remediate + Analyze, no distribution", running, rounds * 100, remediated, {
        must: 1.1,
        strive: 0.85,
      }),
      await compare("Analyze, distribution with 10 behaviors", running, rounds * 100, analyzed, {
        must: 1.5,
        strive: 1,
      }),
    ]),
};

const remediated: Request = (pack) => pack.remediateAndAnalyze(other);
const analyzed: Request = (pack) => pack.analyze(front);

/** The request that the engine sends at the end of a run. */
export const analyzeStack: Measure = {
  run: ({ peers, rounds }) =>
    inRunning(peers, async (running) => {
      const goal = { must: 1.4, strive: 0.5 };
      const stack = (resources: number, distributions: number): Request => {
        const message = analyzeStackRequest(resources, distributions);
        return (pack) => pack.analyzeStack(message);
      };
      const thousand = await compare(
        "AnalyzeStack, 1,000 resources, 5 distributions",
        running,
        rounds,
        stack(1000, 5),
        goal,
      );
      const none = await compare(
        "AnalyzeStack, 1,000 resources, no distribution",
        running,
        rounds,
        stack(1000, 0),
        goal,
      );
      const tenfold = await compare("AnalyzeStack, 10,000 resources", running, 3, stack(10_000, 5), goal);
      // The bare pack does not grow by exactly ten either, because the garbage collector has more to do.
      const growth = absoluteRow("AnalyzeStack, growth from 1,000 to 10,000", "x", tenfold.ours / thousand.ours, {
        must: 13,
      });
      return [thousand, none, { ...tenfold, goal: { must: 1.4 } }, growth];
    }),
};

async function inRunning(
  peers: Context["peers"],
  use: (running: Readonly<Record<string, PackProcess>>) => Promise<Row[]>,
): Promise<Row[]> {
  const { ours, bare } = packs(peers);
  const running: Record<string, PackProcess> = {};
  for (const [name, command] of Object.entries({ ours, bare })) {
    if (command !== undefined) {
      running[name] = await PackProcess.boot(command);
    }
  }
  try {
    return await use(running);
  } finally {
    await Promise.all(Object.values(running).map((pack) => pack.stop()));
  }
}

async function compare(
  figure: string,
  running: Readonly<Record<string, PackProcess>>,
  times: number,
  request: Request,
  goal: Goal,
): Promise<Row> {
  const measurements = Object.entries(running).map(([name, pack]) => [name, () => timed(() => request(pack))] as const);
  return compareWithBare(figure, "ms", await interleaved(times, Object.fromEntries(measurements)), goal);
}
