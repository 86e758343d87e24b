import { Answer, Layer } from "./answer";

/** The CloudFront Developer Guide. */
export const guide = "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide";

/** How an answer that something went wrong looks like, who writes it, and why. */
export interface Signature {
  readonly layer: Layer;
  /** What it says, a clause. */
  readonly says: string;
  readonly status?: readonly number[];
  /** Each has to be there. */
  readonly headers?: Readonly<Record<string, RegExp>>;
  readonly body?: RegExp;
  /** What else it takes, and how that is told. */
  readonly also?: { readonly holds: (answer: Answer) => boolean; readonly evidence: string };
  readonly causes: readonly Cause[];
  /** The page that proves it. */
  readonly url: string;
}

export type Cause = RuleCause | OtherCause;

/** A rule of the policy pack owns it: what fails and what to write is the rule's. */
export interface RuleCause {
  readonly rule: string;
  /** Whether the answer alone proves it. @default false */
  readonly isProven?: boolean;
}

export interface OtherCause {
  readonly cause: string;
  readonly fix: string;
  readonly isProven?: boolean;
  /** Decided by whether a deployed distribution has the request's host. */
  readonly isOfUnknownHost?: boolean;
}
