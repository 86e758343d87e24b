import { Resource } from "./resource";

/** A value that can't be known (yet), and why. */
export class Unknown {
  constructor(
    readonly reason: string,
    private readonly sources: () => readonly Resource[] = () => [],
  ) {}

  /** The resources it may have come from, by the engine's property dependencies; none where nobody knows. */
  get candidates(): readonly Resource[] {
    return this.sources();
  }
}

export type Maybe<T> = T | Unknown;

/** The answer to a question: yes, no, or can't be known and why. */
export type Tristate = Maybe<boolean>;

export function isKnown<T>(value: Maybe<T>): value is T {
  return !(value instanceof Unknown);
}

/** Applies a function to what is known. */
export function map<T, R>(value: Maybe<T>, change: (known: T) => Maybe<R>): Maybe<R> {
  return value instanceof Unknown ? value : change(value);
}

/** The values, or the first unknown one. */
export function allKnown<T>(values: readonly Maybe<T>[]): Maybe<readonly T[]> {
  return values.find((value) => value instanceof Unknown) ?? values.filter(isKnown);
}

/** Yes if any is; no if none is; otherwise the first reason. */
export function either(...answers: readonly Tristate[]): Tristate {
  return answers.includes(true) ? true : (answers.find((answer) => answer instanceof Unknown) ?? false);
}

/** Yes if all are; no if one is not; otherwise the first reason. */
export function both(...answers: readonly Tristate[]): Tristate {
  return answers.includes(false) ? false : (answers.find((answer) => answer instanceof Unknown) ?? true);
}

export function not(answer: Tristate): Tristate {
  return answer instanceof Unknown ? answer : !answer;
}

/** Whether a value, or anything inside of it, is not known. */
export function hasUnknown(value: unknown): boolean {
  return (
    value instanceof Unknown || (typeof value === "object" && value !== null && Object.values(value).some(hasUnknown))
  );
}
