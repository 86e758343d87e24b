import { accountId } from "../../account";
import { typeToken } from "../../resource";
import { CacheBehavior, Distribution, Origin, OriginGroup } from "../distribution";

export interface NativeDistribution {
  readonly id: string;
  readonly domainName: string;
  readonly distributionConfig: Config;
}

export const nativeDistributions = typeToken<NativeDistribution>("aws-native:cloudfront:Distribution");

interface Config extends Pick<
  Distribution,
  "defaultRootObject" | "customErrorResponses" | "viewerCertificate" | "httpVersion"
> {
  readonly aliases?: readonly string[];
  readonly cnames?: readonly string[];
  readonly origins?: readonly NativeOrigin[];
  readonly originGroups?: { readonly items?: readonly NativeGroup[] };
  readonly defaultCacheBehavior: Behavior;
  readonly cacheBehaviors?: readonly (Behavior & { readonly pathPattern: string })[];
}

interface NativeOrigin extends Omit<Origin, "originId" | "customHeaders"> {
  readonly id: string;
  readonly originCustomHeaders?: readonly { readonly headerName: string; readonly headerValue: string }[];
}

interface NativeGroup {
  readonly id: string;
  readonly failoverCriteria: { readonly statusCodes: { readonly items: readonly number[] } };
  readonly members: { readonly items: readonly { readonly originId: string }[] };
}

interface Behavior extends Omit<CacheBehavior, "allowedMethods"> {
  readonly allowedMethods?: readonly string[];
}

/** Reads an `aws-native.cloudfront.Distribution`, which has the form of CloudFormation. */
export function readNative(distribution: NativeDistribution): Distribution {
  const { id, domainName, distributionConfig } = distribution;
  const { origins = [], originGroups, defaultCacheBehavior, cacheBehaviors = [], ...config } = distributionConfig;
  return {
    // https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-cloudfront-distribution-distributionconfig.html
    httpVersion: "http1.1",
    ...config,
    id,
    arn: `arn:aws:cloudfront::${accountId}:distribution/${id}`,
    domainName,
    aliases: nativeAliases(distribution),
    origins: origins.map(readOrigin),
    originGroups: (originGroups?.items ?? []).map(readGroup),
    defaultCacheBehavior: readBehavior(defaultCacheBehavior),
    orderedCacheBehaviors: cacheBehaviors.map(readBehavior),
  };
}

export function nativeAliases({ distributionConfig }: NativeDistribution): string[] {
  const { aliases = [], cnames = [] } = distributionConfig;
  return [...aliases, ...cnames];
}

function readOrigin({ id, originCustomHeaders = [], ...origin }: NativeOrigin): Origin {
  const customHeaders = originCustomHeaders.map(({ headerName, headerValue }) => ({
    name: headerName,
    value: headerValue,
  }));
  return { ...origin, originId: id, customHeaders };
}

function readGroup({ id, failoverCriteria, members }: NativeGroup): OriginGroup {
  return {
    originId: id,
    failoverCriteria: { statusCodes: failoverCriteria.statusCodes.items },
    members: members.items,
  };
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-cloudfront-distribution-cachebehavior.html */
function readBehavior<B extends Behavior>(behavior: B) {
  return { ...behavior, allowedMethods: behavior.allowedMethods ?? ["GET", "HEAD"] };
}
