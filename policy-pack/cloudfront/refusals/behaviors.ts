import { both, isKnown, isSet, map, Maybe, Tristate, Unknown } from "../../program/maybe";
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
  return seconds === 0 ? new Unknown("a TTL of 0 can count as absent") : seconds !== undefined;
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

/** Settings of a behavior that CloudFront rejects. */
export const behaviorRefusals: readonly Refusal<Behavior>[] = [...ttlRefusals, ...lambdaRefusals];
