import { Account, JsonObject } from "../../local-aws/aws/account";
import { CacheBehavior, Distribution, Origin } from "../../local-aws/aws/cloudfront/distribution";
import { putDistribution, PutDistribution, putTenant } from "./account";
import { allViewerExceptHostHeader, cachingDisabled } from "./programs";

/** The resource types that are distributions. */
export type Shape = "aws" | "multitenant" | "native";
export const shapes: readonly Shape[] = ["aws", "multitenant", "native"];

export type Described = Omit<Distribution, "id" | "arn" | "domainName"> & { readonly aliases: readonly string[] };

export const typeOf: Readonly<Record<Shape, string>> = {
  aws: "aws:cloudfront/distribution:Distribution",
  multitenant: "aws:cloudfront/multitenantDistribution:MultitenantDistribution",
  native: "aws-native:cloudfront:Distribution",
};

/** Puts one distribution, described as `aws.cloudfront.Distribution` is, as a resource of any of the types. */
export function deploy(account: Account, shape: Shape, described: Described): PutDistribution {
  const put = putDistribution(account, typeOf[shape], propertiesFor(shape, described));
  if (shape === "multitenant") {
    putTenant(account, put.id, described.aliases);
  }
  return put;
}

/** The properties that say the same in a resource of this type. */
export function propertiesFor(shape: Shape, described: Described): JsonObject {
  const properties = { aws: described, multitenant: multitenant(described), native: native(described) }[shape];
  return withoutUndefined(properties) as JsonObject;
}

/** The value as the engine stores it: without properties that are undefined. */
function withoutUndefined(value: object): unknown {
  return JSON.parse(JSON.stringify(value));
}

/** Settings of a behavior; undefined takes a default away. */
export type Settings = { readonly [Name in keyof CacheBehavior]?: CacheBehavior[Name] | undefined };

/** A behavior that forwards as an API wants it, but for these settings. */
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

let fronts = 0;

/** A name that no other distribution here has. */
export function frontName(): string {
  fronts += 1;
  return `front${fronts}.example.com`;
}

type Origins = Readonly<Record<string, Omit<Origin, "originId">>>;

/** Puts a distribution with these origins by id; its default behavior goes to the first. @returns the name viewers use */
export function deployFront(account: Account, shape: Shape, origins: Origins, rest: Partial<Described> = {}): string {
  const [first = ""] = Object.keys(origins);
  const described = {
    aliases: [frontName()],
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
    // They are its tenants'.
    aliases: undefined,
    origins: described.origins.map(({ originId, customHeaders, customOriginConfig, ...origin }) => ({
      ...origin,
      id: originId,
      customHeaders: namedHeaders(customHeaders),
      customOriginConfigs: customOriginConfig && [customOriginConfig],
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
