import { Json, JsonObject } from "../../aws/account";
import { restAuthorizers, restIntegrations, restMethods, restResources } from "../../aws/apigateway/rest";
import { Resource } from "../../aws/resource";
import { PlannedResource } from "../resourceType";
import { pathPrefix } from "./basePath";
import { Operation, operationsOf, stringIn } from "./document";
import { authorizerId, part } from "./part";
import { authorizersOf, securityOf } from "./security";

/**
 * The resources, methods, integrations and authorizers that an import creates in a REST API.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-import-api.html
 * @param basePathMode the parameter `basepath` of the import
 */
export function restParts(document: JsonObject, api: PlannedResource, basePathMode: Json | undefined): Resource[] {
  const prefix = pathPrefix(document, basePathMode);
  const operations = operationsOf(document).map((operation) => ({ ...operation, path: below(prefix, operation.path) }));
  const paths = new Set(operations.map(({ path }) => path));
  return [
    ...[...paths].map((path) => part(restResources, resourceId(api, path), { restApi: api.id, path })),
    ...operations.flatMap((operation) => methodParts(operation, document, api)),
    ...authorizersOf(document).map(({ name, scheme, authorizer }) =>
      part(restAuthorizers, authorizerId(api, name), { restApi: api.id, ...authorizerOutputs(scheme, authorizer) }),
    ),
  ];
}

function below(prefix: string, path: string): string {
  return prefix !== "" && path === "/" ? prefix : `${prefix}${path}`;
}

/** The root resource exists in each API. */
function resourceId({ token }: PlannedResource, path: string): string {
  return path === "/" ? token(10, "root") : token(6, `resource ${path}`);
}

function methodParts(operation: Operation, document: JsonObject, api: PlannedResource): Resource[] {
  const { type, scheme, scopes, apiKeyRequired } = securityOf(operation, document);
  const { path, method: httpMethod, integration } = operation;
  const identity = { restApi: api.id, resourceId: resourceId(api, path), httpMethod };
  const id = `${api.id}-${identity.resourceId}-${httpMethod}`;
  const method = part(restMethods, `agm-${id}`, {
    ...identity,
    authorization: type,
    authorizationScopes: scopes,
    authorizerId: scheme && authorizerId(api, scheme),
    apiKeyRequired,
  });
  return integration === undefined
    ? [method]
    : [method, part(restIntegrations, `agi-${id}`, { ...identity, ...integrationOutputs(integration) })];
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-integration.html */
function integrationOutputs(integration: JsonObject): JsonObject {
  const { uri, timeoutInMillis, responseTransferMode } = integration;
  const type = stringIn(integration, "type").toUpperCase();
  return { type, uri, timeoutMilliseconds: timeoutInMillis, responseTransferMode };
}

/**
 * A token authorizer reads the header that its security scheme names.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-authorizer.html
 */
function authorizerOutputs({ name }: JsonObject, authorizer: JsonObject): JsonObject {
  const { authorizerUri, identitySource, identityValidationExpression, providerARNs } = authorizer;
  return {
    type: stringIn(authorizer, "type").toUpperCase(),
    authorizerUri,
    identitySource: identitySource ?? (typeof name === "string" ? `method.request.header.${name}` : undefined),
    identityValidationExpression,
    providerArns: providerARNs,
  };
}
