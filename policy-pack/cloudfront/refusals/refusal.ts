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
  /** Whether the page has only the requirement: then it is unknown whether the API rejects what violates it. */
  readonly isConcluded?: true;
  /** What is wrong, with the value, and what to do. */
  readonly problem: (subject: Subject) => string;
}

/**
 * The first error for a subject whose values are known: the API returns one. A requirement on AWS's page counts as one that
 * the API checks.
 */
export function refusalError<Subject>(refusals: readonly Refusal<Subject>[], subject: Subject): string | undefined {
  return refusals.find(({ isRefused, isConcluded }) => {
    const answer = isRefused(subject);
    return answer === true || (isConcluded === true && answer !== false);
  })?.error;
}
