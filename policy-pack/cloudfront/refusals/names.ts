import { map, Maybe } from "../../program/maybe";
import { Refusal } from "./refusal";

/** The name of a CloudFront Function, a key value store or an origin access control. */
export interface NameSubject {
  readonly kind: "function" | "key value store" | "origin access control";
  readonly name: Maybe<string | undefined>;
}

export const longestName = 64;

// The messages are ours. An origin access control can have other characters: the console names it after a bucket's domain.
export const nameRefusals: readonly Refusal<NameSubject>[] = [
  {
    error: `InvalidArgument: The parameter Name is longer than ${longestName} characters.`,
    source: "https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CreateFunction.html",
    part: "name",
    isRefused: ({ name }) => map(name, (known) => (known ?? "").length > longestName),
    problem: ({ kind }) =>
      `the name of the ${kind} is longer than ${longestName} characters, so CloudFront rejects it. Set a shorter name.`,
  },
  {
    error: "InvalidArgument: The parameter Name has a character that is not allowed.",
    source: "https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CreateFunction.html",
    part: "name",
    isRefused: ({ kind, name }) =>
      kind === "origin access control" ? false : map(name, (known) => !/^[A-Za-z0-9_-]*$/.test(known ?? "")),
    problem: ({ kind }) =>
      `the name of the ${kind} has a character that CloudFront rejects. Use letters, digits, hyphens and underscores.`,
  },
];
