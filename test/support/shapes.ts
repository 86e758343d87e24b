import { Account, JsonObject } from "../../local-aws/aws/account";
import { CacheBehavior, Distribution, Origin } from "../../local-aws/aws/cloudfront/distribution";
import { putDistribution, PutDistribution, putTenant } from "./account";
import { allViewerExceptHostHeader, cachingDisabled } from "./programs";

/** The resource types of distributions. */
export type Shape = "aws" | "multitenant" | "native";
export const shapes: readonly Shape[] = ["aws", "multitenant", "native"];

export type Described = Omit<Distribution, "id" | "arn" | "domainName"> & { readonly aliases: readonly string[] };

export const typeOf: Readonly<Record<Shape, string>> = {
  aws: "aws:cloudfront/distribution:Distribution",
  multitenant: "aws:cloudfront/multitenantDistribution:MultitenantDistribution",
  native: "aws-native:cloudfront:Distribution",
};

/** Puts a distribution, described in the form of `aws.cloudfront.Distribution`, as a resource of one of the types. */
export function deploy(account: Account, shape: Shape, described: Described): PutDistribution {
  const put = putDistribution(account, typeOf[shape], propertiesFor(shape, described));
  if (shape === "multitenant") {
    putTenant(account, put.id, described.aliases);
  }
  return put;
}

/** Converts the properties to those of a resource type. */
export function propertiesFor(shape: Shape, described: Described): JsonObject {
  const properties = { aws: described, multitenant: multitenant(described), native: native(described) }[shape];
  return withoutUndefined(properties) as JsonObject;
}

/** Removes undefined properties, as the engine does. */
function withoutUndefined(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(withoutUndefined);
  }
  // An output of a declared program is an object of a class, and stays as it is.
  return typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype
    ? Object.fromEntries(
        Object.entries(value)
          .filter(([, inner]) => inner !== undefined)
          .map(([key, inner]) => [key, withoutUndefined(inner)]),
      )
    : value;
}

/** Settings of a behavior. Undefined removes a default. */
export type Settings = { readonly [Name in keyof CacheBehavior]?: CacheBehavior[Name] | undefined };

/** A behavior with a correct forwarding to an API, except for these settings. */
export function behaviorTo(targetOriginId: string, settings: Settings = {}): CacheBehavior {
  return withoutUndefined({
    targetOriginId,
    viewerProtocolPolicy: "https-only",
    allowedMethods: ["GET", "HEAD"],
    ...(settings.forwardedValues === undefined
      ? { cachePolicyId: cachingDisabled, originRequestPolicyId: allViewerExceptHostHeader }
      : {}),
    ...settings,
  }) as CacheBehavior;
}

let aliases = 0;

/** An alias that is unique in this process. */
export function newAlias(): string {
  aliases += 1;
  return `front${aliases}.example.com`;
}

type Origins = Readonly<Record<string, Omit<Origin, "originId">>>;

/** Puts a distribution with these origins, by ID. The default behavior uses the first. @returns the alias */
export function deployDistribution(
  account: Account,
  shape: Shape,
  origins: Origins,
  rest: Partial<Described> = {},
): string {
  const [first = ""] = Object.keys(origins);
  const described = {
    aliases: [newAlias()],
    origins: Object.entries(origins).map(([originId, origin]) => ({ originId, ...origin })),
    defaultCacheBehavior: behaviorTo(first),
    ...rest,
  };
  deploy(account, shape, described);
  return described.aliases[0] ?? "";
}

function multitenant({ orderedCacheBehaviors = [], ...described }: Described): object {
  const behavior = ({ allowedMethods, cachedMethods = ["GET", "HEAD"], ...rest }: CacheBehavior) => ({
    ...rest,
    allowedMethods: { items: allowedMethods, cachedMethods },
  });
  return {
    ...described,
    // Only its tenants have aliases.
    aliases: undefined,
    // Its origins have no settings for S3.
    origins: described.origins.map(({ originId, customHeaders, customOriginConfig, vpcOriginConfig, ...origin }) => ({
      ...origin,
      s3OriginConfig: undefined,
      id: originId,
      customHeaders: namedHeaders(customHeaders),
      customOriginConfigs: customOriginConfig && [customOriginConfig],
      vpcOriginConfigs: vpcOriginConfig && [vpcOriginConfig],
    })),
    originGroups: described.originGroups?.map(({ originId, ...group }) => ({ ...group, id: originId })),
    defaultCacheBehavior: behavior(described.defaultCacheBehavior),
    cacheBehaviors: orderedCacheBehaviors.map(behavior),
    customErrorResponses: described.customErrorResponses?.map(({ responseCode, ...entry }) => ({
      ...entry,
      responseCode: responseCode === undefined ? undefined : String(responseCode),
    })),
  };
}

function native({ orderedCacheBehaviors, ...described }: Described): object {
  return {
    distributionConfig: {
      ...described,
      origins: described.origins.map(({ originId, customHeaders, ...origin }) => ({
        ...origin,
        id: originId,
        originCustomHeaders: namedHeaders(customHeaders),
      })),
      originGroups: described.originGroups && {
        quantity: described.originGroups.length,
        items: described.originGroups.map(({ originId, failoverCriteria: { statusCodes }, members }) => ({
          id: originId,
          failoverCriteria: { statusCodes: { quantity: statusCodes.length, items: statusCodes } },
          members: { quantity: members.length, items: members },
        })),
      },
      cacheBehaviors: orderedCacheBehaviors,
    },
  };
}

function namedHeaders(headers: Origin["customHeaders"]) {
  return headers?.map(({ name, value }) => ({ headerName: name, headerValue: value }));
}
