/** One of the CloudFront API's refusals: its error code and message, and when it comes. */
export interface Refusal<Subject> {
  readonly error: string;
  readonly when: (subject: Subject) => boolean;
}

/** The API names one error, so does this: the first that comes. */
export function firstError<Subject>(refusals: readonly Refusal<Subject>[], subject: Subject): string | undefined {
  return refusals.find(({ when }) => when(subject))?.error;
}
