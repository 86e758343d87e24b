import { Command, InvalidArgumentError } from "commander";
import { findCli } from "../local-aws/engine/cli";
import { print, run } from "../commands/terminal";
import { Context, Row, verdictOf } from "./measure";
import { measures, slow } from "./measures";
import { installPeers, versions } from "./peers";
import { table } from "./table";

const names = Object.keys(measures);

interface Options {
  readonly json: boolean;
  readonly all: boolean;
  readonly only?: string;
  readonly rounds: number;
}

const command = new Command("npm run bench --")
  .description("Measures how long users wait, compared with other packs, and prints medians of interleaved rounds.")
  .option("--json", "print JSON", false)
  .option("--only <measure>", `one of ${names.join(", ")}`, toMeasure)
  .option("--all", "also measure npm test, which takes minutes", false)
  .option("--rounds <number>", "how many times to measure each figure", toRounds, 11)
  .action(bench);

async function bench({ json, all, only, rounds }: Options): Promise<void> {
  const log = (line: string): void => {
    process.stderr.write(`${line}\n`);
  };
  const context: Context = { peers: installPeers(log), rounds, log };
  const rows: Row[] = [];
  const chosen = names.filter((name) => (only === undefined ? all || !slow.includes(name) : name === only));
  for (const name of chosen) {
    log(`Measuring: ${name}`);
    const measure = await measures[name]?.();
    rows.push(...((await measure?.run(context)) ?? []));
  }
  const date = new Date().toISOString().slice(0, 10);
  const environment = { date, node: process.version, cli: (await findCli(log)).version?.version ?? "", ...versions };
  const caption = Object.entries(environment).map(([name, value]) => `${name} ${value}`);
  if (json) {
    print(
      `${JSON.stringify({ environment, rounds, rows: rows.map((row) => ({ ...row, verdict: verdictOf(row) })) })}\n`,
    );
  } else {
    print(`${table(rows)}\n${caption.join(", ")}\n`);
  }
  // gRPC servers and idle connections would keep the process alive.
  process.exit(rows.some((row) => verdictOf(row) === "missed") ? 1 : 0);
}

function toMeasure(value: string): string {
  if (!names.includes(value)) {
    throw new InvalidArgumentError(`Use one of ${names.join(", ")}.`);
  }
  return value;
}

function toRounds(value: string): number {
  const rounds = Number(value);
  if (!Number.isInteger(rounds) || rounds < 1) {
    throw new InvalidArgumentError("Use a whole number of 1 or more.");
  }
  return rounds;
}

void run(command, {
  0: "every figure meets its goal",
  1: "a figure misses its goal",
  2: "a figure cannot be measured, or an option is invalid",
});
