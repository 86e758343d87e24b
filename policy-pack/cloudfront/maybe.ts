/** A resource that an unknown value came from, by the engine's property dependencies. */
export interface Candidate {
  readonly type: string;
  readonly urn: string;
  readonly props: Readonly<Record<string, unknown>>;
}

/** A value that can't be known (yet), and why. */
export class Unknown {
  constructor(
    readonly reason: string,
    /** Where it may have come from; absent: nobody knows. */
    readonly candidates?: readonly Candidate[],
  ) {}
}

export type Maybe<T> = T | Unknown;

/** For a question with an answer: yes, no, or can't be known and why. */
export type Answer = boolean | Unknown;

export function isKnown<T>(value: Maybe<T>): value is T {
  return !(value instanceof Unknown);
}

/** Yes if any is; no if none is; otherwise the first reason. */
export function either(...answers: readonly Answer[]): Answer {
  return answers.includes(true) ? true : (answers.find((answer) => answer instanceof Unknown) ?? false);
}

/** Yes if all are; no if one is not; otherwise the first reason. */
export function both(...answers: readonly Answer[]): Answer {
  return answers.includes(false) ? false : (answers.find((answer) => answer instanceof Unknown) ?? true);
}
