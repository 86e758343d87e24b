import { map, Maybe, Resource } from "../../program/maybe";
import { readObject, readString } from "../../program/readValue";
import { accessControlTypes } from "../accessControls";
import { functionTypes } from "../edgeChanges";
import { Refusal } from "./refusal";

/** The name of a CloudFront Function, a key value store or an origin access control. */
export interface NameSubject {
  readonly kind: "function" | "key value store" | "origin access control";
  readonly name: Maybe<string | undefined>;
}

export const keyValueStoreTypes = [
  "aws:cloudfront/keyValueStore:KeyValueStore",
  "aws-native:cloudfront:KeyValueStore",
] as const;

const kinds: ReadonlyMap<string, NameSubject["kind"]> = new Map([
  ...functionTypes.map((type) => [type, "function"] as const),
  ...keyValueStoreTypes.map((type) => [type, "key value store"] as const),
  ...accessControlTypes.map((type) => [type, "origin access control"] as const),
]);

/** The types of the resources whose names CloudFront limits. */
export const namedTypes = [...kinds.keys()];

/** Undefined for a resource of another type. */
export function readName({ type, props }: Resource): NameSubject | undefined {
  const kind = kinds.get(type);
  const settings =
    type === "aws-native:cloudfront:OriginAccessControl" ? readObject(props, "originAccessControlConfig") : props;
  return kind && { kind, name: readString(settings, "name") };
}

const longestName = 64;

const createFunction = "https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CreateFunction.html";
// AWS's text: https://github.com/anomalyco/sst/issues/4410. The other two APIs document the same limits:
// https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CreateKeyValueStore.html
// https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_OriginAccessControlConfig.html
const failed = "1 validation error detected: Value at 'name' failed to satisfy constraint: Member must";

// An origin access control can have other characters: the console names it after a bucket's domain.
export const nameRefusals: readonly Refusal<NameSubject>[] = [
  {
    error: `MalformedXML: ${failed} have length less than or equal to ${longestName}`,
    source: createFunction,
    part: "name",
    isRefused: ({ name }) => map(name, (known) => (known ?? "").length > longestName),
    problem: ({ kind }) =>
      `the name of the ${kind} is longer than ${longestName} characters, so CloudFront rejects it. Set a shorter name.`,
  },
  {
    error: `MalformedXML: ${failed} satisfy regular expression pattern: [a-zA-Z0-9-_]{1,64}`,
    source: createFunction,
    part: "name",
    isRefused: ({ kind, name }) =>
      kind === "origin access control" ? false : map(name, (known) => !/^[A-Za-z0-9_-]*$/.test(known ?? "")),
    problem: ({ kind }) =>
      `the name of the ${kind} has a character that CloudFront rejects. Use letters, digits, hyphens and underscores.`,
  },
];
