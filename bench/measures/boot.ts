import { compareWithBare, Context, interleaved, Measure, medians, Row } from "../measure";
import { ownDirectory, PackCommand, PackProcess, peer, served as executable } from "../packProcess";
import { Peers } from "../peers";

/** The compared packs, by their names in the table. */
export function packs({ bare, awsguard }: Peers): Readonly<Record<string, PackCommand>> {
  return {
    ours: executable,
    directory: ownDirectory,
    ...(bare === undefined ? {} : { bare: peer(bare) }),
    ...(awsguard === undefined ? {} : { awsguard: peer(awsguard) }),
  };
}

/** The time from the start of a pack to the line with its port, and its memory at that moment. */
export const boot: Measure = {
  run: async ({ peers, rounds }: Context): Promise<Row[]> => {
    const commands = packs(peers);
    const memory: Record<string, number[]> = {};
    const measurements = Object.entries(commands).map(([name, command]) => {
      const measure = async (): Promise<number> => {
        const pack = await PackProcess.boot(command);
        (memory[name] ??= []).push(pack.memoryMebibytes);
        await pack.stop();
        return pack.bootMilliseconds;
      };
      return [name, measure] as const;
    });
    const { directory, ...served } = await interleaved(rounds, Object.fromEntries(measurements));
    const { directory: inFolder, ...mebibytes } = medians(memory);
    return [
      compareWithBare("boot of policy-pack/serve", "ms", served, { must: 0.3, strive: 0.18 }),
      compareWithBare("memory at boot", "MiB", mebibytes, { must: 0.6, strive: 0.45 }),
      compareWithBare("boot of the directory form", "ms", { ...served, ours: directory ?? Number.NaN }, { must: 1.05 }),
      compareWithBare(
        "memory of the directory form",
        "MiB",
        { ...mebibytes, ours: inFolder ?? Number.NaN },
        { must: 1.05 },
      ),
    ];
  },
};
