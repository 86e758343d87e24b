import { Peers } from "./peers";

export interface Context {
  readonly peers: Peers;
  /** How many times each figure is measured; the median counts. */
  readonly rounds: number;
  readonly log: (line: string) => void;
}

/** A line of the printed table. */
export interface Row {
  readonly figure: string;
  readonly unit: "ms" | "s" | "MiB" | "kB" | "requests/s" | "x";
  readonly ours: number;
  /** The same figure of the other packs by name, measured in the same rounds. */
  readonly others: Readonly<Record<string, number>>;
  /** The value that the goal applies to: the figure, or its ratio to another pack's. Undefined if it cannot be measured. */
  readonly judged?: number;
  /** The pack that `judged` is a multiple of. Undefined if `judged` is the figure itself. */
  readonly of?: string;
  readonly goal?: Goal;
}

export interface Goal {
  readonly must: number;
  readonly strive?: number;
  /** @default "at-most" */
  readonly bound?: "at-most" | "at-least";
}

/** Measures one or more rows together. */
export interface Measure {
  readonly run: (context: Context) => Promise<Row[]>;
}

export type Verdict = "strived" | "met" | "missed" | "printed" | "not measured";

export function verdictOf({ judged, goal }: Row): Verdict {
  if (goal === undefined) {
    return "printed";
  }
  if (judged === undefined) {
    return "not measured";
  }
  const reaches = (limit: number): boolean => (goal.bound === "at-least" ? judged >= limit : judged <= limit);
  if (!reaches(goal.must)) {
    return "missed";
  }
  return goal.strive !== undefined && reaches(goal.strive) ? "strived" : "met";
}

/** A row whose goal applies to its ratio to the bare pack's figure. */
export function compareWithBare(
  figure: string,
  unit: Row["unit"],
  figures: Readonly<Record<string, number>>,
  goal?: Goal,
): Row {
  const { ours = Number.NaN, bare, ...rest } = figures;
  return {
    figure,
    unit,
    ours,
    others: bare === undefined ? rest : { bare, ...rest },
    of: "bare",
    ...(goal === undefined ? {} : { goal }),
    ...(bare === undefined ? {} : { judged: ours / bare }),
  };
}

/** A row whose goal applies to the figure itself. */
export function absoluteRow(figure: string, unit: Row["unit"], ours: number, goal?: Goal): Row {
  return { figure, unit, ours, others: {}, ...(goal === undefined ? {} : { judged: ours, goal }) };
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((left, right) => left - right);
  const middle = Math.floor(sorted.length / 2);
  const [low = Number.NaN, high = Number.NaN] = sorted.slice(sorted.length % 2 === 0 ? middle - 1 : middle);
  return sorted.length % 2 === 0 ? (low + high) / 2 : low;
}

type Measurements = Readonly<Record<string, () => Promise<number>>>;

/** Measures each figure in turn, round after round, so that other load on the machine affects all of them equally. */
export async function inTurn(rounds: number, measurements: Measurements): Promise<Record<string, number[]>> {
  const measured: Record<string, number[]> = {};
  for (let round = 0; round < rounds; round++) {
    for (const [name, measure] of Object.entries(measurements)) {
      (measured[name] ??= []).push(await measure());
    }
  }
  return measured;
}

/** The medians of figures that are measured in turn. */
export async function interleaved(rounds: number, measurements: Measurements): Promise<Record<string, number>> {
  return medians(await inTurn(rounds, measurements));
}

export function medians(measured: Readonly<Record<string, readonly number[]>>): Record<string, number> {
  return Object.fromEntries(Object.entries(measured).map(([name, values]) => [name, median(values)]));
}

/** How long the work takes, in milliseconds. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const since = performance.now();
  await work();
  return performance.now() - since;
}
