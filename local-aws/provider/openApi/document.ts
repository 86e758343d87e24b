import { parseDocument } from "yaml";
import { accountId, Json, JsonObject } from "../../aws/account";
import { isObject } from "../values";

const anyMethod = "x-amazon-apigateway-any-method";
const methods = ["get", "put", "post", "delete", "options", "head", "patch"];

/** An operation of an OpenAPI document. */
export interface Operation {
  readonly path: string;
  /** In upper case; `ANY` for `x-amazon-apigateway-any-method`. */
  readonly method: string;
  readonly settings: JsonObject;
  /** `x-amazon-apigateway-integration`, without a reference. Undefined if the operation has none. */
  readonly integration: JsonObject | undefined;
}

/**
 * Reads the OpenAPI document in an API's `body`, as JSON or YAML, with AWS's variables.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/import-api-aws-variables.html
 * @returns undefined if the document cannot be read
 */
export function readDocument(body: string, region: string): JsonObject | undefined {
  const variables: Readonly<Record<string, string>> = {
    "AWS::AccountId": accountId,
    "AWS::Partition": "aws",
    "AWS::Region": region,
    "AWS::URLSuffix": "amazonaws.com",
  };
  const text = body.replace(/\$\{(AWS::\w+)\}/g, (whole, name: string) => variables[name] ?? whole);
  const document = parseDocument(text);
  const value = document.errors.length === 0 ? (document.toJS() as Json | undefined) : undefined;
  return isObject(value) && isObject(value.paths) ? value : undefined;
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-any-method.html */
export function operationsOf(document: JsonObject): Operation[] {
  return Object.entries(objectIn(document, "paths")).flatMap(([path, item]) =>
    [anyMethod, ...methods].flatMap((key): Operation[] => {
      const settings = isObject(item) ? item[key] : undefined;
      return isObject(settings)
        ? [
            {
              path,
              method: key === anyMethod ? "ANY" : key.toUpperCase(),
              settings,
              integration: integrationOf(settings, document),
            },
          ]
        : [];
    }),
  );
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-extensions-integrations.html */
function integrationOf(operation: JsonObject, document: JsonObject): JsonObject | undefined {
  const integration = operation["x-amazon-apigateway-integration"];
  if (!isObject(integration)) {
    return undefined;
  }
  const [, name = ""] =
    /^#\/components\/x-amazon-apigateway-integrations\/(.+)$/.exec(stringIn(integration, "$ref")) ?? [];
  const shared = objectIn(objectIn(document, "components"), "x-amazon-apigateway-integrations")[name];
  return isObject(shared) ? shared : integration;
}

/** The string or number with this name, as a string. Empty if there is none. */
export function stringIn(value: JsonObject, name: string): string {
  const found = value[name];
  return typeof found === "string" || typeof found === "number" ? String(found) : "";
}

/** The object with this name, or an empty one. */
export function objectIn(value: JsonObject, name: string): JsonObject {
  const found = value[name];
  return isObject(found) ? found : {};
}
