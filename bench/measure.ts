import { Peers } from "./peers";

export interface Context {
  readonly peers: Peers;
  /** How often each figure is taken; of all of them the median counts. */
  readonly rounds: number;
  readonly say: (line: string) => void;
}

/** What the bench prints one line for. */
export interface Row {
  readonly figure: string;
  readonly unit: "ms" | "s" | "MiB" | "kB" | "requests/s" | "x";
  readonly ours: number;
  /** The same figure of the others, by their names, measured in the same rounds. */
  readonly others: Readonly<Record<string, number>>;
  /** What is judged: the figure itself, or its ratio to another one's; nothing where it can't be measured. */
  readonly judged?: number;
  /** What `judged` is a multiple of; the figure itself counts without. */
  readonly of?: string;
  readonly goal?: Goal;
}

export interface Goal {
  readonly must: number;
  readonly strive?: number;
  /** @default "at-most" */
  readonly bound?: "at-most" | "at-least";
}

/** One or more rows that are measured together. */
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

/** A row that is judged by its ratio to the bare pack's figure. */
export function besideBare(
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

/** A row that is judged by itself. */
export function byItself(figure: string, unit: Row["unit"], ours: number, goal?: Goal): Row {
  return { figure, unit, ours, others: {}, ...(goal === undefined ? {} : { judged: ours, goal }) };
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((left, right) => left - right);
  const middle = Math.floor(sorted.length / 2);
  const [low = Number.NaN, high = Number.NaN] = sorted.slice(sorted.length % 2 === 0 ? middle - 1 : middle);
  return sorted.length % 2 === 0 ? (low + high) / 2 : low;
}

type Takes = Readonly<Record<string, () => Promise<number>>>;

/** Takes each figure in turn, round after round, so that what else the machine does strikes all alike. */
export async function inTurn(rounds: number, takes: Takes): Promise<Record<string, number[]>> {
  const taken: Record<string, number[]> = {};
  for (let round = 0; round < rounds; round++) {
    for (const [name, take] of Object.entries(takes)) {
      (taken[name] ??= []).push(await take());
    }
  }
  return taken;
}

/** The medians of figures that are taken in turn. */
export async function interleaved(rounds: number, takes: Takes): Promise<Record<string, number>> {
  return medians(await inTurn(rounds, takes));
}

export function medians(taken: Readonly<Record<string, readonly number[]>>): Record<string, number> {
  return Object.fromEntries(Object.entries(taken).map(([name, values]) => [name, median(values)]));
}

/** How long it takes, in milliseconds. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const since = performance.now();
  await work();
  return performance.now() - since;
}
