import { headerQuota } from "../../accountQuotas";
import { Account } from "../../../aws/account";
import { CacheBehavior, Distribution, Origin } from "../../../aws/cloudfront/distribution";
import { findCachePolicy, findOriginRequestPolicy } from "../../../aws/cloudfront/readers/policies";
import { ApiError, firstError } from "../errors";
import { certificateError } from "./domainNameErrors";

interface BehaviorContext {
  readonly behavior: CacheBehavior;
  readonly distribution: Distribution;
  readonly account: Account;
}

// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html#limits-web-distributions
const limits: readonly ApiError<Distribution>[] = [
  tooMany("CacheBehaviors", 75, ({ orderedCacheBehaviors = [] }) => 1 + orderedCacheBehaviors.length),
  tooMany("Origins", 100, ({ origins }) => origins.length),
  tooMany("OriginGroupsPerDistribution", 10, ({ originGroups = [] }) => originGroups.length),
  tooMany("DistributionCNAMEs", 100, ({ aliases = [] }) => aliases.length),
  tooMany("OriginCustomHeaders", 30, ({ origins }) =>
    Math.max(0, ...origins.map(({ customHeaders = [] }) => customHeaders.length)),
  ),
];

const noSuchOrigin = "NoSuchOrigin: One or more of your origins or origin groups do not exist.";

const behaviorErrors: readonly ApiError<BehaviorContext>[] = [
  { error: noSuchOrigin, when: (subject) => targetOrigins(subject).length === 0 },
  {
    error:
      "InvalidArgument: The parameter ForwardedValues cannot be used when a cache policy is associated to the cache behavior.",
    when: ({ behavior }) => behavior.cachePolicyId !== undefined && behavior.forwardedValues !== undefined,
  },
  {
    error: "InvalidArgument: The parameter ForwardedValues is required.",
    when: ({ behavior }) => behavior.cachePolicyId === undefined && behavior.forwardedValues === undefined,
  },
  {
    // https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/controlling-origin-requests.html has the rule; the message is ours.
    error: "InvalidArgument: The parameter OriginRequestPolicyId requires a cache policy on the cache behavior.",
    when: ({ behavior }) => behavior.originRequestPolicyId !== undefined && behavior.cachePolicyId === undefined,
  },
  {
    error: "NoSuchCachePolicy: The cache policy does not exist.",
    when: ({ behavior: { cachePolicyId }, account }) =>
      cachePolicyId !== undefined && findCachePolicy(account, cachePolicyId) === undefined,
  },
  {
    error: "NoSuchOriginRequestPolicy: The origin request policy does not exist.",
    when: ({ behavior: { originRequestPolicyId }, account }) =>
      originRequestPolicyId !== undefined && findOriginRequestPolicy(account, originRequestPolicyId) === undefined,
  },
  {
    error: "InvalidArgument: The parameter MinTTL must be 0 when all headers are forwarded to the origin.",
    when: ({ behavior }) => legacyHeaders(behavior).includes("*") && (behavior.minTtl ?? 0) > 0,
  },
  {
    error: "InvalidTTLOrder: The TTL order specified is not valid.",
    when: ({ behavior }) => behavior.forwardedValues !== undefined && !isInOrder(behavior),
  },
  {
    error: "TooManyHeadersInForwardedValues: Your request contains too many headers in forwarded values.",
    when: ({ behavior }) => legacyHeaders(behavior).length > headerQuota(),
  },
  {
    error: "InvalidHeadersForS3Origin: The headers specified are not valid for an Amazon S3 origin.",
    when: (subject) => legacyHeaders(subject.behavior).includes("host") && targetOrigins(subject).some(isBucket),
  },
  {
    error:
      "InvalidArgument: The parameter AllowedMethods cannot include POST, PUT, PATCH, or DELETE for a cached behavior associated with an origin group.",
    when: ({ behavior, distribution }) =>
      groupOf(behavior, distribution) !== undefined &&
      behavior.allowedMethods.some((method) => ["POST", "PUT", "PATCH", "DELETE"].includes(method)),
  },
];

const originErrors: readonly ApiError<Origin>[] = [
  {
    // https://github.com/aws/aws-cdk/issues/25110
    error: "InvalidArgument: The parameter origin name cannot contain a colon.",
    when: ({ domainName }) => domainName.includes(":"),
  },
  {
    // The API's page has the limits of a domain name; the message is ours.
    error: "InvalidArgument: The parameter origin name cannot contain a slash.",
    when: ({ domainName }) => domainName.includes("/"),
  },
  {
    // The last words are ours.
    error:
      "InvalidDomainNameForOriginAccessControl: An origin access control is associated with an origin whose domain name is not supported (S3 website).",
    when: ({ originAccessControlId, domainName }) =>
      isSet(originAccessControlId) && /\.s3-website[.-]/.test(domainName),
  },
  {
    // https://github.com/hashicorp/terraform-provider-aws/issues/7847
    error: "InvalidArgument: The parameter Origin DomainName does not refer to a valid S3 bucket.",
    when: (origin) => isBucket(origin) && !bucketNames.test(origin.domainName),
  },
  {
    // https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesOrigin.html#DownloadDistValuesOriginPath has the rule; the message is ours.
    error: "InvalidArgument: The parameter OriginPath must begin with a slash and not end with one.",
    when: ({ originPath = "" }) => originPath !== "" && !/^\/.*[^/]$/.test(originPath),
  },
];

/** Hostnames of buckets and access points, but not of website endpoints, which need `customOriginConfig`. */
const bucketNames = /\.s3(?!-website)[.-]([a-z0-9.-]+\.)?amazonaws\.[a-z.]+$|\.s3-global\.amazonaws\.com$|\{\{/i;

/**
 * The CloudFront API's error for a distribution, whatever its resource type; undefined if the API accepts it.
 * @param tableError the error by the tables that the policy pack reads too
 * https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CreateDistribution.html
 */
export function distributionError(
  distribution: Distribution,
  account: Account,
  tableError: () => string | undefined,
): string | undefined {
  const { defaultCacheBehavior, orderedCacheBehaviors = [], origins, originGroups = [] } = distribution;
  const members = originGroups.flatMap((group) => group.members);
  const errors = [
    firstError(limits, distribution),
    ...[defaultCacheBehavior, ...orderedCacheBehaviors].map((behavior) =>
      firstError(behaviorErrors, { behavior, distribution, account }),
    ),
    ...origins.map((origin) => firstError(originErrors, origin)),
    members.every(({ originId }) => isOrigin(distribution, originId)) ? undefined : noSuchOrigin,
    tableError(),
    certificateError(distribution, account),
  ];
  return errors.find((error) => error !== undefined);
}

function tooMany(what: string, limit: number, count: (distribution: Distribution) => number): ApiError<Distribution> {
  return {
    error: `TooMany${what}: Your request exceeds the limit of ${limit}.`,
    when: (distribution) => count(distribution) > limit,
  };
}

function groupOf({ targetOriginId }: CacheBehavior, { originGroups = [] }: Distribution) {
  return originGroups.find(({ originId }) => originId === targetOriginId);
}

function targetOrigins({ behavior, distribution }: BehaviorContext): readonly Origin[] {
  const members = groupOf(behavior, distribution)?.members ?? [{ originId: behavior.targetOriginId }];
  return distribution.origins.filter(({ originId }) => members.some((member) => member.originId === originId));
}

function isOrigin({ origins }: Distribution, id: string): boolean {
  return origins.some(({ originId }) => originId === id);
}

function isBucket({ customOriginConfig, vpcOriginConfig }: Origin): boolean {
  return customOriginConfig === undefined && vpcOriginConfig === undefined;
}

/** In lower case, because header names are case-insensitive. */
function legacyHeaders({ forwardedValues }: CacheBehavior): readonly string[] {
  return (forwardedValues?.headers ?? []).map((name) => name.toLowerCase());
}

function isSet(id: string | undefined): boolean {
  return id !== undefined && id !== "";
}

interface Ttls {
  readonly minTtl?: number;
  readonly defaultTtl?: number;
  readonly maxTtl?: number;
}

/** Whether the TTLs that are set do not decrease. CloudFront raises the others if necessary. */
function isInOrder({ minTtl, defaultTtl, maxTtl }: Ttls): boolean {
  const set = [minTtl, defaultTtl, maxTtl].filter((ttl) => ttl !== undefined);
  return set.every((ttl, at) => at === 0 || ttl >= (set[at - 1] ?? 0));
}
