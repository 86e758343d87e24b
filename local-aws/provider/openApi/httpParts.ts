import { JsonObject } from "../../aws/account";
import { httpAuthorizers, httpIntegrations, httpRoutes } from "../../aws/apigateway/http";
import { Resource } from "../../aws/resource";
import { PlannedResource } from "../resourceType";
import { objectIn, Operation, operationsOf, stringIn } from "./document";
import { authorizerId, part } from "./part";
import { authorizersOf, securityOf } from "./security";

/**
 * The routes, integrations and authorizers that an import creates in an HTTP API.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-open-api.html
 */
export function httpParts(document: JsonObject, api: PlannedResource): Resource[] {
  const routes = operationsOf(document).flatMap((operation) => routeParts(operation, document, api));
  const authorizers = authorizersOf(document).map(({ name, authorizer }) =>
    part(httpAuthorizers, authorizerId(api, name), { apiId: api.id, ...authorizerOutputs(authorizer) }),
  );
  return [...routes, ...authorizers];
}

/** @returns nothing for an operation without an integration, which no request can reach */
function routeParts(operation: Operation, document: JsonObject, api: PlannedResource): Resource[] {
  const { type, scheme, scopes } = securityOf(operation, document);
  const routeKey = routeKeyOf(operation);
  const integrationId = api.token(7, `integration ${routeKey}`);
  const route = part(httpRoutes, api.token(7, `route ${routeKey}`), {
    apiId: api.id,
    routeKey,
    target: `integrations/${integrationId}`,
    authorizationType: type,
    authorizationScopes: scopes,
    authorizerId: scheme && authorizerId(api, scheme),
  });
  const { integration } = operation;
  return integration === undefined
    ? []
    : [route, part(httpIntegrations, integrationId, { apiId: api.id, ...integrationOutputs(integration) })];
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-any-method.html */
function routeKeyOf({ path, method, settings }: Operation): string {
  return path === "/$default" || settings.isDefaultRoute === true ? "$default" : `${method} ${path}`;
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-integration.html */
function integrationOutputs(integration: JsonObject): JsonObject {
  const { uri, payloadFormatVersion, timeoutInMillis } = integration;
  return {
    integrationType: stringIn(integration, "type").toUpperCase(),
    integrationUri: uri,
    payloadFormatVersion: payloadFormatVersion === undefined ? undefined : Number(payloadFormatVersion).toFixed(1),
    timeoutMilliseconds: timeoutInMillis,
  };
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-authorizer.html */
function authorizerOutputs(authorizer: JsonObject): JsonObject {
  const { authorizerUri, authorizerPayloadFormatVersion: version, enableSimpleResponses } = authorizer;
  const { issuer, audience } = objectIn(authorizer, "jwtConfiguration");
  return {
    authorizerUri,
    authorizerPayloadFormatVersion: version === undefined ? undefined : Number(version).toFixed(1),
    enableSimpleResponses,
    identitySources: sourcesOf(authorizer),
    jwtConfiguration: { issuer, audiences: audience },
  };
}

function sourcesOf(authorizer: JsonObject): string[] {
  return stringIn(authorizer, "identitySource")
    .split(",")
    .map((source) => source.trim())
    .filter((source) => source !== "");
}
