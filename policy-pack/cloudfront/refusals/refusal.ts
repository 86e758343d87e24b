import { Tristate } from "../../program/maybe";

/** A request that the CloudFront API rejects. The policy pack and the local AWS read the same tables. */
export interface Refusal<Subject> {
  /** The API's error. */
  readonly error: string;
  /** The page or the report that shows the error or the requirement. */
  readonly source: string;
  /** The part of the resource that a message names. */
  readonly part: string;
  readonly isRefused: (subject: Subject) => Tristate;
  /** What is wrong, with the value, and what to do. */
  readonly problem: (subject: Subject) => string;
}

/** The first error that is certain. The API returns one error. */
export function refusalError<Subject>(refusals: readonly Refusal<Subject>[], subject: Subject): string | undefined {
  return refusals.find(({ isRefused }) => isRefused(subject) === true)?.error;
}
