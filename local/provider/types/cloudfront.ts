import { managedCachePolicies, managedOriginRequestPolicies } from "../../../policy-pack/cloudfront/managedPolicies";
import { Account, accountId, StoredResource } from "../../account";
import { ResourceType, typesOf } from "../resourceType";
import { cloudFrontZoneId } from "./zones";

const distributionType = "aws:cloudfront/distribution:Distribution";
const cachePolicyType = "aws:cloudfront/cachePolicy:CachePolicy";
const originRequestPolicyType = "aws:cloudfront/originRequestPolicy:OriginRequestPolicy";

const policy: ResourceType<Distribution> = {
  namedBy: "name",
  id: (_, { token }) => token(32).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5"),
  outputs: (_, { token }) => ({ etag: `E${token(13, "etag").toUpperCase()}` }),
};

export const cloudfrontTypes = typesOf<Distribution>({
  [distributionType]: {
    id: (_, { token }) => `E${token(13).toUpperCase()}`,
    outputs: (_, { id, token }) => ({
      arn: `arn:aws:cloudfront::${accountId}:distribution/${id}`,
      domainName: `d${token(13, "domain")}.cloudfront.net`,
      hostedZoneId: cloudFrontZoneId,
      status: "Deployed",
      etag: `E${token(13, "etag").toUpperCase()}`,
    }),
    refuse: refuseDistribution,
  },
  [cachePolicyType]: policy,
  [originRequestPolicyType]: policy,
  "aws:cloudfront/originAccessControl:OriginAccessControl": {
    namedBy: "name",
    id: (_, { token }) => `E${token(13).toUpperCase()}`,
    outputs: (_, { token }) => ({ etag: `E${token(13, "etag").toUpperCase()}` }),
  },
});

interface Behavior {
  readonly targetOriginId: string;
  readonly cachePolicyId?: string;
  readonly originRequestPolicyId?: string;
  readonly forwardedValues?: { readonly headers?: readonly string[] };
  readonly minTtl?: number;
}

interface Distribution {
  readonly aliases?: readonly string[];
  readonly origins: readonly { readonly originId: string }[];
  readonly defaultCacheBehavior: Behavior;
  readonly orderedCacheBehaviors?: readonly Behavior[];
  readonly viewerCertificate: { readonly acmCertificateArn?: string };
}

/** The CloudFront API's own answers. https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CreateDistribution.html */
function refuseDistribution(
  distribution: Distribution,
  account: Account,
  self: StoredResource | undefined,
): string | undefined {
  const behaviors = [distribution.defaultCacheBehavior, ...(distribution.orderedCacheBehaviors ?? [])];
  return (
    behaviors.map((behavior) => refuseBehavior(behavior, distribution, account)).find((refusal) => refusal) ??
    refuseAliases(distribution, account, self)
  );
}

function refuseBehavior(behavior: Behavior, { origins }: Distribution, account: Account): string | undefined {
  const { cachePolicyId, originRequestPolicyId, forwardedValues } = behavior;
  if (!origins.some(({ originId }) => originId === behavior.targetOriginId)) {
    return "NoSuchOrigin: One or more of your origins or origin groups do not exist.";
  }
  if (cachePolicyId !== undefined && forwardedValues !== undefined) {
    return "InvalidArgument: The parameter ForwardedValues cannot be used when a cache policy is associated to the cache behavior.";
  }
  if (cachePolicyId === undefined && forwardedValues === undefined) {
    return "InvalidArgument: The parameter ForwardedValues is required.";
  }
  if (cachePolicyId !== undefined && !exists(account, cachePolicyType, managedCachePolicies, cachePolicyId)) {
    return "NoSuchCachePolicy: The cache policy does not exist.";
  }
  if (
    originRequestPolicyId !== undefined &&
    !exists(account, originRequestPolicyType, managedOriginRequestPolicies, originRequestPolicyId)
  ) {
    return "NoSuchOriginRequestPolicy: The origin request policy does not exist.";
  }
  if (forwardedValues?.headers?.includes("*") && (behavior.minTtl ?? 0) > 0) {
    return "InvalidArgument: The parameter MinTTL must be 0 when all headers are forwarded to the origin.";
  }
  return undefined;
}

function exists(account: Account, type: string, managed: ReadonlyMap<string, unknown>, id: string): boolean {
  return managed.has(id) || account.get(type, id) !== undefined;
}

function refuseAliases(
  { aliases = [], viewerCertificate }: Distribution,
  account: Account,
  self: StoredResource | undefined,
): string | undefined {
  const taken = account
    .list(distributionType)
    .filter(({ id }) => id !== self?.id)
    .flatMap(({ outputs }) => (outputs.aliases as string[] | undefined) ?? []);
  if (aliases.some((alias) => taken.includes(alias))) {
    return "CNAMEAlreadyExists: One or more of the CNAMEs you provided are already associated with a different resource.";
  }
  const { acmCertificateArn } = viewerCertificate;
  if (acmCertificateArn !== undefined && acmCertificateArn.split(":")[3] !== "us-east-1") {
    return "InvalidViewerCertificate: The specified SSL certificate doesn't exist, isn't in us-east-1 region, isn't valid, or doesn't include a valid certificate chain.";
  }
  return undefined;
}
