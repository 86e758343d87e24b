import { Resource, typeToken } from "../resource";
import { ImportedParts } from "./importedParts";

export interface RestApi {
  readonly arn: string;
  readonly binaryMediaTypes?: readonly string[];
  readonly disableExecuteApiEndpoint?: boolean;
  readonly endpointConfiguration?: { readonly types?: string };
}

export interface RestResource {
  readonly restApi: string;
  readonly path?: string;
}

export interface RestMethod {
  readonly restApi: string;
  readonly resourceId: string;
  readonly httpMethod: string;
  readonly authorization?: "AWS_IAM" | "COGNITO_USER_POOLS" | "CUSTOM" | "NONE";
  readonly authorizationScopes?: readonly string[];
  readonly authorizerId?: string;
  readonly apiKeyRequired?: boolean;
}

export interface RestIntegration {
  readonly restApi: string;
  readonly resourceId: string;
  readonly httpMethod: string;
  /** @default "BUFFERED" */
  readonly responseTransferMode?: "BUFFERED" | "STREAM";
  readonly timeoutMilliseconds?: number;
  readonly type?: string;
  readonly uri: string;
}

export interface RestAuthorizer {
  readonly restApi: string;
  readonly authorizerUri?: string;
  readonly identitySource?: string;
  readonly identityValidationExpression?: string;
  readonly providerArns?: readonly string[];
  readonly type?: "COGNITO_USER_POOLS" | "REQUEST" | "TOKEN";
}

/** The parts of a REST API at the time of a deployment. */
export type RestSnapshot = Record<"resources", Resource[]>;

export interface AccessLogSettings {
  readonly destinationArn: string;
  readonly format: string;
}

export interface RestStage {
  readonly restApi: string;
  readonly stageName: string;
  readonly deployment?: string;
  readonly variables?: Readonly<Record<string, string>>;
  readonly accessLogSettings?: AccessLogSettings;
}

export interface ThrottlingSettings {
  readonly throttlingRateLimit?: number;
  readonly throttlingBurstLimit?: number;
}

export interface MethodSettings {
  readonly restApi: string;
  readonly stageName: string;
  readonly methodPath: string;
  readonly settings: ThrottlingSettings;
}

export interface MutualTls {
  /** The authorities of the client certificates, as an object in S3. */
  readonly truststoreUri: string;
}

export interface RestDomain {
  readonly arn: string;
  readonly domainName: string;
  /** Only an edge-optimized domain has one. */
  readonly cloudfrontDomainName?: string;
  readonly regionalCertificateArn?: string;
  readonly mutualTlsAuthentication?: MutualTls;
  readonly routingMode?: string;
}

export interface BasePathMapping {
  readonly domainName: string;
  readonly basePath?: string;
  readonly restApi: string;
  readonly stageName: string;
}

export interface ApiKey {
  readonly enabled?: boolean;
  readonly name?: string;
  readonly value: string;
}

export interface UsagePlan {
  readonly apiStages?: readonly { readonly apiId: string; readonly stage: string }[];
  readonly throttleSettings?: { readonly rateLimit?: number; readonly burstLimit?: number };
}

export interface UsagePlanKey {
  readonly keyId: string;
  readonly usagePlanId: string;
}

export const restApis = typeToken<RestApi, ImportedParts>("aws:apigateway/restApi:RestApi");
export const restResources = typeToken<RestResource>("aws:apigateway/resource:Resource");
export const restMethods = typeToken<RestMethod>("aws:apigateway/method:Method");
export const restIntegrations = typeToken<RestIntegration>("aws:apigateway/integration:Integration");
export const restAuthorizers = typeToken<RestAuthorizer>("aws:apigateway/authorizer:Authorizer");
export const restDeployments = typeToken<{ readonly restApi: string }, RestSnapshot>(
  "aws:apigateway/deployment:Deployment",
);
export const restStages = typeToken<RestStage>("aws:apigateway/stage:Stage");
export const methodSettings = typeToken<MethodSettings>("aws:apigateway/methodSettings:MethodSettings");
/** API Gateway returns no time of creation, but an edge-optimized domain becomes available only some time after it. */
export interface DomainCreation {
  readonly createdAt: string;
}

export const restDomains = typeToken<RestDomain, DomainCreation>("aws:apigateway/domainName:DomainName");
export const basePathMappings = typeToken<BasePathMapping>("aws:apigateway/basePathMapping:BasePathMapping");
export const apiKeys = typeToken<ApiKey>("aws:apigateway/apiKey:ApiKey");
export const usagePlans = typeToken<UsagePlan>("aws:apigateway/usagePlan:UsagePlan");
export const usagePlanKeys = typeToken<UsagePlanKey>("aws:apigateway/usagePlanKey:UsagePlanKey");

export function isEdgeOptimized({ endpointConfiguration }: RestApi): boolean {
  return endpointConfiguration?.types === "EDGE";
}
