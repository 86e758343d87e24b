import { typeToken } from "../resource";
import { ImportedParts } from "./importedParts";
import { AccessLogSettings, MutualTls, ThrottlingSettings } from "./rest";

/** An HTTP API or a WebSocket API. */
export interface HttpApi {
  /** `https://` or `wss://` and the hostname. */
  readonly apiEndpoint?: string;
  readonly disableExecuteApiEndpoint?: boolean;
  readonly protocolType?: "HTTP" | "WEBSOCKET";
  readonly routeSelectionExpression?: string;
}

export interface HttpRoute {
  readonly apiId: string;
  readonly apiKeyRequired?: boolean;
  readonly routeKey: string;
  readonly routeResponseSelectionExpression?: string;
  readonly target?: string;
  readonly authorizationType?: "AWS_IAM" | "CUSTOM" | "JWT" | "NONE";
  readonly authorizationScopes?: readonly string[];
  readonly authorizerId?: string;
}

/** A response to the sender of a message. */
export interface RouteResponse {
  readonly routeId: string;
  readonly routeResponseKey: string;
}

export interface HttpIntegration {
  readonly apiId: string;
  readonly integrationType?: string;
  readonly integrationUri?: string;
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
  readonly autoDeploy?: boolean;
  readonly deploymentId?: string;
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
export const routeResponses = typeToken<RouteResponse>("aws:apigatewayv2/routeResponse:RouteResponse");
export const httpDeployments = typeToken<{ readonly apiId: string }>("aws:apigatewayv2/deployment:Deployment");
export const httpIntegrations = typeToken<HttpIntegration>("aws:apigatewayv2/integration:Integration");
export const httpAuthorizers = typeToken<HttpAuthorizer>("aws:apigatewayv2/authorizer:Authorizer");
export const httpStages = typeToken<HttpStage>("aws:apigatewayv2/stage:Stage");
export const httpDomains = typeToken<HttpDomain>("aws:apigatewayv2/domainName:DomainName");
export const apiMappings = typeToken<ApiMapping>("aws:apigatewayv2/apiMapping:ApiMapping");
export const routingRules = typeToken<RoutingRule>("aws:apigatewayv2/routingRule:RoutingRule");

export function isWebSocketApi({ protocolType }: HttpApi): boolean {
  return protocolType === "WEBSOCKET";
}
