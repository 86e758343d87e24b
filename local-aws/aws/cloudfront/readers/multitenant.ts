import { typeToken } from "../../resource";
import {
  CacheBehavior,
  CustomErrorResponse,
  CustomOriginConfig,
  Distribution,
  Origin,
  OriginGroup,
} from "../distribution";

type Read = Pick<Distribution, "id" | "arn" | "domainName" | "defaultRootObject" | "viewerCertificate" | "httpVersion">;

export interface MultitenantDistribution extends Read {
  readonly origins?: readonly MultitenantOrigin[];
  readonly originGroups?: readonly (Omit<OriginGroup, "originId"> & { readonly id: string })[];
  readonly defaultCacheBehavior: Behavior;
  readonly cacheBehaviors?: readonly (Behavior & { readonly pathPattern: string })[];
  readonly customErrorResponses?: readonly (Omit<CustomErrorResponse, "responseCode"> & {
    readonly responseCode?: string;
  })[];
}

interface MultitenantOrigin extends Pick<
  Origin,
  "domainName" | "originPath" | "originAccessControlId" | "connectionAttempts" | "responseCompletionTimeout"
> {
  readonly id: string;
  readonly customHeaders?: readonly { readonly headerName: string; readonly headerValue: string }[];
  readonly customOriginConfigs?: readonly CustomOriginConfig[];
  readonly vpcOriginConfigs?: readonly { readonly vpcOriginId: string }[];
}

interface Behavior extends Omit<CacheBehavior, "allowedMethods" | "cachedMethods" | "forwardedValues"> {
  readonly allowedMethods: { readonly items: readonly string[]; readonly cachedMethods?: readonly string[] };
}

export const multitenantDistributions = typeToken<MultitenantDistribution>(
  "aws:cloudfront/multitenantDistribution:MultitenantDistribution",
);

/** A tenant, with its domains and the values of the distribution's parameters. */
export interface Tenant {
  readonly distributionId: string;
  readonly domains?: readonly { readonly domain: string }[];
  readonly parameters?: readonly { readonly name: string; readonly value: string }[];
}

export const distributionTenants = typeToken<Tenant>("aws:cloudfront/distributionTenant:DistributionTenant");

/** Reads an `aws.cloudfront.MultitenantDistribution` with the values of a tenant. */
export function readMultitenant(distribution: MultitenantDistribution, tenant?: Tenant): Distribution {
  const { origins = [], originGroups = [], cacheBehaviors = [], customErrorResponses = [], ...read } = distribution;
  return {
    ...read,
    aliases: tenantNames(tenant),
    origins: origins.map((origin) => readOrigin(origin, tenant)),
    originGroups: originGroups.map(({ id, ...group }) => ({ originId: id, ...group })),
    defaultCacheBehavior: readBehavior(read.defaultCacheBehavior),
    orderedCacheBehaviors: cacheBehaviors.map(readBehavior),
    customErrorResponses: customErrorResponses.map(({ responseCode, ...entry }) => ({
      ...entry,
      responseCode: responseCode === undefined ? undefined : Number(responseCode),
    })),
  };
}

export function tenantNames(tenant: Tenant | undefined): string[] {
  return (tenant?.domains ?? []).map(({ domain }) => domain);
}

function readOrigin(
  { id, customHeaders = [], customOriginConfigs = [], vpcOriginConfigs = [], ...origin }: MultitenantOrigin,
  tenant: Tenant | undefined,
): Origin {
  return {
    ...origin,
    originId: id,
    domainName: withParameters(origin.domainName, tenant),
    originPath: withParameters(origin.originPath ?? "", tenant),
    customHeaders: customHeaders.map(({ headerName, headerValue }) => ({ name: headerName, value: headerValue })),
    customOriginConfig: customOriginConfigs[0],
    vpcOriginConfig: vpcOriginConfigs[0],
  };
}

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/tenant-customization.html */
function withParameters(template: string, tenant: Tenant | undefined): string {
  return (tenant?.parameters ?? []).reduce(
    (filled, { name, value }) => filled.replaceAll(`{{${name}}}`, value),
    template,
  );
}

function readBehavior<B extends Behavior>({ allowedMethods, ...behavior }: B) {
  return { ...behavior, allowedMethods: allowedMethods.items, cachedMethods: allowedMethods.cachedMethods };
}
