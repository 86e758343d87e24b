import { managedPolicyId } from "../../policy-pack/cloudfront/managedPolicies";
import { Program, Properties, Reference, Resource } from "./program";

export const allViewer = managedPolicyId("AllViewer");
export const elementalMediaTailor = managedPolicyId("Elemental-MediaTailor-PersonalizedManifests");
export const corsCustomOrigin = managedPolicyId("CORS-CustomOrigin");
export const cachingOptimized = managedPolicyId("CachingOptimized");

export const https = {
  httpPort: 80,
  httpsPort: 443,
  originProtocolPolicy: "https-only",
  originSslProtocols: ["TLSv1.2"],
} as const;

export const behaviorWithoutPolicies = {
  targetOriginId: "origin",
  viewerProtocolPolicy: "https-only",
  allowedMethods: ["GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"],
  cachedMethods: ["GET", "HEAD"],
} as const;

/** A cache behavior that no rule objects to in front of an API. */
export const behavior = {
  ...behaviorWithoutPolicies,
  cachePolicyId: managedPolicyId("CachingDisabled"),
  originRequestPolicyId: managedPolicyId("AllViewerExceptHostHeader"),
} as const;

export interface Changes {
  /** The origin's properties; its `customOriginConfig` is `https` if none is given. */
  readonly origin: Properties;
  readonly otherOrigins?: readonly Properties[];
  readonly behavior?: Properties;
  readonly more?: Properties;
}

/** A distribution with one origin and one behavior, and other resources before it. */
export function front(
  { origin, otherOrigins = [], behavior: changes = {}, more = {} }: Changes,
  ...others: Resource[]
): Program {
  const hasConfig = "s3OriginConfig" in origin || "customOriginConfig" in origin;
  const properties = {
    enabled: true,
    origins: [{ originId: "origin", ...origin, ...(hasConfig ? {} : { customOriginConfig: https }) }, ...otherOrigins],
    defaultCacheBehavior: { ...behavior, ...changes },
    restrictions: { geoRestriction: { restrictionType: "none" } },
    viewerCertificate: { cloudfrontDefaultCertificate: true },
    ...more,
  };
  return [...others, { name: "front", type: ["cloudfront", "Distribution"], properties }];
}

/** An HTTP API with one route and a stage. */
export function httpApi(route: Properties = { routeKey: "ANY /{proxy+}" }, api: Properties = {}): Resource[] {
  const apiId = new Reference("api", "id");
  return [
    { name: "api", type: ["apigatewayv2", "Api"], properties: { name: "api", protocolType: "HTTP", ...api } },
    { name: "route", type: ["apigatewayv2", "Route"], properties: { apiId, ...route } },
    { name: "stage", type: ["apigatewayv2", "Stage"], properties: { apiId, name: "$default", autoDeploy: true } },
  ];
}
export const httpApiHostname = new Reference("api", "apiEndpoint", "hostname");

/** A REST API with a stage. */
export function restApi(): Resource[] {
  const restApi = new Reference("api", "id");
  return [
    {
      name: "api",
      type: ["apigateway", "RestApi"],
      properties: { name: "api", endpointConfiguration: { types: "REGIONAL" } },
    },
    { name: "deployment", type: ["apigateway", "Deployment"], properties: { restApi } },
    {
      name: "stage",
      type: ["apigateway", "Stage"],
      properties: { restApi, deployment: new Reference("deployment", "id"), stageName: "prod" },
    },
  ];
}
export const stageHostname = new Reference("stage", "invokeUrl", "hostname");

/** A regional custom domain of an API. */
export function apiDomain(domainName: string, more: Properties = {}): Resource {
  const certificateArn = "arn:aws:acm:us-east-1:123456789012:certificate/1";
  return {
    name: "domain",
    type: ["apigatewayv2", "DomainName"],
    properties: {
      domainName,
      domainNameConfiguration: { certificateArn, endpointType: "REGIONAL", securityPolicy: "TLS_1_2" },
      ...more,
    },
  };
}

/** The mapping of the HTTP API to the custom domain. */
export const mapping: Resource = {
  name: "mapping",
  type: ["apigatewayv2", "ApiMapping"],
  properties: {
    apiId: new Reference("api", "id"),
    domainName: new Reference("domain", "id"),
    stage: new Reference("stage", "id"),
  },
};
