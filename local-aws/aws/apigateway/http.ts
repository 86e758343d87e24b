import { typeToken } from "../resource";
import { ImportedParts } from "./importedParts";
import { AccessLogSettings, MutualTls, ThrottlingSettings } from "./rest";

export interface HttpApi {
  readonly disableExecuteApiEndpoint?: boolean;
}

export interface HttpRoute {
  readonly apiId: string;
  readonly routeKey: string;
  readonly target: string;
  readonly authorizationType?: "AWS_IAM" | "CUSTOM" | "JWT" | "NONE";
  readonly authorizationScopes?: readonly string[];
  readonly authorizerId?: string;
}

export interface HttpIntegration {
  readonly apiId: string;
  readonly integrationType?: string;
  readonly integrationUri: string;
  readonly payloadFormatVersion?: "1.0" | "2.0";
  readonly timeoutMilliseconds?: number;
}

export interface HttpAuthorizer {
  readonly apiId: string;
  readonly authorizerPayloadFormatVersion?: "1.0" | "2.0";
  readonly authorizerUri?: string;
  readonly enableSimpleResponses?: boolean;
  readonly identitySources?: readonly string[];
  readonly jwtConfiguration?: { readonly issuer?: string; readonly audiences?: readonly string[] };
}

export interface HttpStage {
  readonly apiId: string;
  readonly name: string;
  readonly stageVariables?: Readonly<Record<string, string>>;
  readonly accessLogSettings?: AccessLogSettings;
  readonly defaultRouteSettings?: ThrottlingSettings;
  readonly routeSettings?: readonly (ThrottlingSettings & { readonly routeKey: string })[];
}

export interface HttpDomain {
  readonly domainName: string;
  readonly domainNameConfiguration?: { readonly certificateArn?: string };
  readonly mutualTlsAuthentication?: MutualTls;
  readonly routingMode?: string;
}

export interface ApiMapping {
  readonly domainName: string;
  readonly apiMappingKey?: string;
  readonly apiId: string;
  readonly stage: string;
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-routing-rules.html */
export interface RoutingRule {
  readonly domainName: string;
  readonly priority: number;
  /** All must match. */
  readonly conditions?: readonly RoutingCondition[];
  readonly actions: readonly {
    readonly invokeApi: { readonly apiId: string; readonly stage: string; readonly stripBasePath?: boolean };
  }[];
}

export interface RoutingCondition {
  readonly matchBasePaths?: { readonly anyOfs: readonly string[] };
  readonly matchHeaders?: { readonly anyOf: { readonly header: string; readonly valueGlob: string } };
}

export const httpApis = typeToken<HttpApi, ImportedParts>("aws:apigatewayv2/api:Api");
export const httpRoutes = typeToken<HttpRoute>("aws:apigatewayv2/route:Route");
export const httpIntegrations = typeToken<HttpIntegration>("aws:apigatewayv2/integration:Integration");
export const httpAuthorizers = typeToken<HttpAuthorizer>("aws:apigatewayv2/authorizer:Authorizer");
export const httpStages = typeToken<HttpStage>("aws:apigatewayv2/stage:Stage");
export const httpDomains = typeToken<HttpDomain>("aws:apigatewayv2/domainName:DomainName");
export const apiMappings = typeToken<ApiMapping>("aws:apigatewayv2/apiMapping:ApiMapping");
export const routingRules = typeToken<RoutingRule>("aws:apigatewayv2/routingRule:RoutingRule");
