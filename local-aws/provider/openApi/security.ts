import { Json, JsonObject } from "../../aws/account";
import { isObject } from "../values";
import { objectIn, Operation, stringIn } from "./document";

/** What an operation requires from a caller. */
export interface Security {
  readonly type: "AWS_IAM" | "COGNITO_USER_POOLS" | "CUSTOM" | "JWT" | "NONE";
  /** The name of the security scheme with the authorizer. */
  readonly scheme?: string;
  readonly scopes?: string[];
  readonly apiKeyRequired: boolean;
}

/** The security schemes of a document that have an authorizer, by their names. */
export function authorizersOf(document: JsonObject): { name: string; scheme: JsonObject; authorizer: JsonObject }[] {
  return Object.entries(schemesOf(document)).flatMap(([name, scheme]) => {
    const authorizer = isObject(scheme) ? scheme["x-amazon-apigateway-authorizer"] : undefined;
    return isObject(scheme) && isObject(authorizer) ? [{ name, scheme, authorizer }] : [];
  });
}

/**
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-authorizer.html
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-auth.html
 */
export function securityOf({ settings }: Operation, document: JsonObject): Security {
  const schemes = schemesOf(document);
  const requirements = requirementsOf(settings, document).filter(([name]) => isObject(schemes[name]));
  const apiKeyRequired = requirements.some(([name]) => isApiKey(objectIn(schemes, name)));
  const { type } = objectIn(settings, "x-amazon-apigateway-auth");
  if (type === "NONE" || type === "AWS_IAM") {
    return { type, apiKeyRequired };
  }
  const [name, scopes] = requirements.find(([name]) => typeOf(objectIn(schemes, name)) !== "NONE") ?? [];
  return name === undefined
    ? { type: "NONE", apiKeyRequired }
    : { type: typeOf(objectIn(schemes, name)), scheme: name, scopes: scopes ?? [], apiKeyRequired };
}

function schemesOf(document: JsonObject): JsonObject {
  return {
    ...objectIn(objectIn(document, "components"), "securitySchemes"),
    ...objectIn(document, "securityDefinitions"),
  };
}

/**
 * The security schemes that an operation requires, with their scopes. API Gateway ignores the security of a whole document of
 * OpenAPI 2.0: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html
 */
function requirementsOf(operation: JsonObject, document: JsonObject): (readonly [name: string, scopes: string[]])[] {
  const security = operation.security ?? ("swagger" in document ? [] : document.security);
  return listOf(security)
    .filter(isObject)
    .flatMap(Object.entries<Json | undefined>)
    .map(([name, scopes]) => [name, listOf(scopes).map(String)] as const);
}

function listOf(value: Json | undefined): Json[] {
  return Array.isArray(value) ? value : [];
}

function typeOf(scheme: JsonObject): Security["type"] {
  if (scheme["x-amazon-apigateway-authtype"] === "awsSigv4") {
    return "AWS_IAM";
  }
  switch (stringIn(objectIn(scheme, "x-amazon-apigateway-authorizer"), "type").toLowerCase()) {
    case "cognito_user_pools":
      return "COGNITO_USER_POOLS";
    case "jwt":
      return "JWT";
    case "request":
    case "token":
      return "CUSTOM";
    default:
      return "NONE";
  }
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/api-key-usage-plan-oas.html */
function isApiKey(scheme: JsonObject): boolean {
  return (
    scheme.type === "apiKey" && stringIn(scheme, "name").toLowerCase() === "x-api-key" && typeOf(scheme) === "NONE"
  );
}
