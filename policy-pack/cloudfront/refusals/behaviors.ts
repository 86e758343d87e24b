import { groups } from "../../program/groups";
import { allKnown, both, either, isKnown, isSet, map, Maybe, Tristate, Unknown } from "../../program/maybe";
import { Behavior, ConfiguredTtl, EdgeFunction } from "../model";
import { Refusal } from "./refusal";

const part = "cache behavior";

const ttlNextToPolicy = "https://github.com/aws/aws-sdk-net/issues/1698";

/** TTLs next to a cache policy. The provider `aws` does not send them. */
const ttlRefusals: readonly Refusal<Behavior>[] = [
  ttlWithPolicy("MinTTL", ({ min }) => min),
  ttlWithPolicy("DefaultTTL", ({ default: normal }) => normal),
  ttlWithPolicy("MaxTTL", ({ max }) => max),
];

function ttlWithPolicy(
  parameter: string,
  valueOf: (ttl: ConfiguredTtl) => Maybe<number | undefined>,
): Refusal<Behavior> {
  return {
    error: `InvalidArgument: The parameter ${parameter} cannot be used when a cache policy is associated to the cache behavior.`,
    source: ttlNextToPolicy,
    part: "cache behavior",
    isRefused: ({ cachePolicyId, ttl, sendsTtlWithPolicy }) =>
      sendsTtlWithPolicy ? both(isSet(cachePolicyId), map(valueOf(ttl), isSent)) : false,
    problem: () =>
      `${parameter} is set next to a cache policy, whose TTLs apply, so CloudFront rejects it. Remove minTtl, defaultTtl and maxTtl.`,
  };
}

function isSent(seconds: number | undefined): Tristate {
  return seconds === 0
    ? new Unknown("a TTL of 0 can count as absent", undefined, { resolution: "Remove minTtl, defaultTtl and maxTtl." })
    : seconds !== undefined;
}

const lambdaRestrictions =
  "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-at-edge-function-restrictions.html";

const lambdaRefusals: readonly Refusal<Behavior>[] = [
  {
    error:
      "InvalidLambdaFunctionAssociation: The function ARN must reference a specific function version. (The ARN must end with the version number.)",
    source: lambdaRestrictions,
    part,
    isRefused: hasLambda(({ version }) => !/^\d+$/.test(version)),
    problem: () =>
      "CloudFront rejects its Lambda@Edge function, because the ARN has no version number. Set publish: true on the function and use its qualifiedArn.",
  },
  {
    error: "InvalidLambdaFunctionAssociation: The function must be in region 'us-east-1'.",
    source: "https://github.com/TechToSpeech/terraform-aws-serverless-static-wordpress/issues/79",
    part,
    isRefused: hasLambda(({ region }) => region !== "us-east-1"),
    problem: () =>
      'CloudFront rejects its Lambda@Edge function, which is in another region than us-east-1. Set region: "us-east-1" on the function.',
  },
];

const viewerEvents = ["viewer-request", "viewer-response"];

const eventRefusals: readonly Refusal<Behavior>[] = [
  {
    error:
      "InvalidArgument: The event type of a function association must be unique in the cache behavior. Event type cannot be associated with two functions.",
    source: "https://github.com/anomalyco/sst/issues/2822",
    part,
    isRefused: ({ edgeFunctions }) =>
      isKnown(edgeFunctions) &&
      edgeFunctions.length > 1 &&
      groups(eventsOf(edgeFunctions), String).some(({ length }) => length > 1),
    problem: () =>
      "two of its functions have the same event type, so CloudFront rejects it. Keep one function for each event type.",
  },
  {
    error:
      "MalformedXML: 1 validation error detected: Value at 'eventType' failed to satisfy constraint: Member must satisfy value set: [viewer-request, viewer-response]",
    source: "https://github.com/terraform-aws-modules/terraform-aws-cloudfront/issues/53",
    part,
    isRefused: ({ edgeFunctions }) =>
      isKnown(edgeFunctions) &&
      either(
        ...edgeFunctions
          .filter(({ kind }) => kind === "cloudfront-function")
          .map(({ event }) => map(event, (type) => type !== undefined && !viewerEvents.includes(type))),
      ),
    problem: () =>
      "a CloudFront Function runs only at viewer-request and viewer-response, so CloudFront rejects its event type. Use one of these, or a Lambda@Edge function.",
  },
  {
    error:
      "InvalidArgument: A cache behavior cannot have CloudFront Functions and Lambda@Edge functions for viewer events.",
    source: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/edge-function-restrictions-all.html",
    part,
    isConcluded: true,
    isRefused: ({ edgeFunctions }) => {
      const ofViewers = (isKnown(edgeFunctions) ? edgeFunctions : []).filter(
        ({ event }) => isKnown(event) && viewerEvents.includes(event ?? ""),
      );
      return new Set(ofViewers.map(({ kind }) => kind)).size > 1 && mixedFunctions;
    },
    problem: () => "",
  },
];

const mixedFunctions = new Unknown(
  "its viewer events have a CloudFront Function and a Lambda@Edge function, which CloudFront cannot combine",
  undefined,
  { resolution: "Use one kind of function for viewer events." },
);

function eventsOf(functions: readonly EdgeFunction[]): readonly string[] {
  return functions.flatMap(({ event }) => (isKnown(event) && event !== undefined ? [event] : []));
}

/** Lambda@Edge exists only in the partition of the public regions. */
function hasLambda(
  isWrong: (arn: { readonly region: string; readonly version: string }) => boolean,
): Refusal<Behavior>["isRefused"] {
  const isRefused = ({ kind, arn }: EdgeFunction): boolean => {
    const [, partition, service, region = "", , , , version = ""] = (isKnown(arn) ? (arn ?? "") : "").split(":");
    return kind === "lambda" && partition === "aws" && service === "lambda" && isWrong({ region, version });
  };
  return ({ edgeFunctions }) => isKnown(edgeFunctions) && edgeFunctions.some(isRefused);
}

const behaviorValues =
  "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesCacheBehavior.html#DownloadDistValuesPathPattern";

const patternRefusals: readonly Refusal<Behavior>[] = [
  {
    // The page has the length; the message is ours.
    error: "InvalidArgument: The parameter PathPattern is longer than 255 characters.",
    source: behaviorValues,
    part,
    isRefused: ({ pathPattern }) => map(pathPattern, (pattern) => pattern.length > 255),
    problem: () => "its path pattern is longer than 255 characters, so CloudFront rejects it. Use a shorter pattern.",
  },
  {
    // The page has the characters; the message is ours.
    error: "InvalidArgument: The parameter PathPattern has a character that is not allowed.",
    source: behaviorValues,
    part,
    isConcluded: true,
    isRefused: ({ pathPattern }) => map(pathPattern, unlistedCharacter),
    problem: () => "",
  },
];

function unlistedCharacter(pattern: string): Tristate {
  const [character] = /[^A-Za-z0-9_.*?$/~"'@:+&-]/u.exec(pattern) ?? [];
  return (
    character !== undefined &&
    new Unknown(
      `path patterns cannot have the character ${JSON.stringify(character)}, so CloudFront can reject it`,
      undefined,
      {
        resolution: "Use a wildcard (? or *) in its place.",
      },
    )
  );
}

const allMethods: ReadonlySet<string> = new Set(["GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"]);

const methodRefusals: readonly Refusal<Behavior>[] = [
  {
    // The page has the three sets; the message is ours. Public programs have others.
    error: "InvalidArgument: The parameter AllowedMethods is none of the three sets of methods that CloudFront allows.",
    source: "https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_AllowedMethods.html",
    part,
    isConcluded: true,
    isRefused: ({ allowedMethods }) =>
      map(allowedMethods, (methods) => map(allKnown(methods), (known) => !isMethodSet(known) && otherMethods)),
    problem: () => "",
  },
];

/** GET and HEAD, these and OPTIONS, or all seven. The provider computes an empty list. */
function isMethodSet(methods: readonly string[]): boolean {
  const unique = new Set(methods);
  switch (unique.size) {
    case 0:
      return true;
    case 2:
      return unique.has("GET") && unique.has("HEAD");
    case 3:
      return unique.has("GET") && unique.has("HEAD") && unique.has("OPTIONS");
    default:
      return unique.size === allMethods.size && methods.every((method) => allMethods.has(method));
  }
}

const otherMethods = new Unknown(
  "allowedMethods is none of the sets that CloudFront documents, so CloudFront can reject it",
  undefined,
  { resolution: "Set GET and HEAD, these and OPTIONS, or all seven methods." },
);

/** Settings of a behavior that CloudFront rejects. */
export const behaviorRefusals: readonly Refusal<Behavior>[] = [
  ...ttlRefusals,
  ...lambdaRefusals,
  ...eventRefusals,
  ...patternRefusals,
  ...methodRefusals,
];
