import { parseDocument } from "../cloudFormation/document";
import { isKnown, Maybe, Unknown } from "../program/maybe";
import { isObject, Properties, readObject, readString } from "../program/readValue";
import { Resource } from "../program/resource";
import type { ApiRoute } from "./apis";

const anyMethod = "x-amazon-apigateway-any-method";
const methods = ["get", "put", "post", "delete", "options", "head", "patch"];

/** The properties of an operation that can require credentials, other than `security`. */
const otherAuthorization = ["x-amazon-apigateway-auth", "x-amazon-apigateway-authorizer"];

/**
 * The routes of an OpenAPI document in the API's `body`; an unknown one if the document is not known.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-any-method.html
 */
export function routesOfBody({ props }: Resource): Maybe<ApiRoute>[] {
  const body = bodyOf(props);
  if (body === undefined) {
    return [];
  }
  const paths = readObject(body, "paths");
  return isKnown(body) && isKnown(paths) && !changesPaths(props)
    ? [
        ...Object.entries(paths ?? {}).flatMap(([path, item]) => (isObject(item) ? routesOf(path, item, body) : [])),
        ...earlierRoutes(props),
      ]
    : [
        new Unknown("the API's OpenAPI document, which adds routes, is not known JSON or YAML", undefined, {
          resolution: "Set body to such a document, or check the API's routes in AWS.",
        }),
      ];
}

/** A document is a string for aws, and can be an object for aws-native. */
function bodyOf(props: Resource["props"]): Maybe<Properties | undefined> {
  const document = readObject(props, "body");
  const text = readString(props, "body");
  const location = readObject(props, "bodyS3Location");
  if (isKnown(document) || location !== undefined) {
    return location === undefined ? document : new Unknown("it is a file in S3");
  }
  return isKnown(text) ? parsed(text ?? "") : text;
}

function parsed(text: string): Maybe<Properties> {
  const value = parseDocument(text);
  return isObject(value) ? value : new Unknown("it is not an object");
}

/**
 * API Gateway ignores the document's base path, unless the import has another mode. `aws-native` has the mode as a property.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-import-api-basePath.html
 */
function changesPaths(props: Resource["props"]): boolean {
  const modes = [readString(readObject(props, "parameters"), "basepath"), readString(props, "basePath")];
  return modes.some((mode) => mode !== undefined && mode !== "ignore");
}

/** The mode "merge" keeps the routes that the API has. https://docs.aws.amazon.com/apigateway/latest/api/API_PutRestApi.html */
function earlierRoutes(props: Resource["props"]): Unknown[] {
  const mode = readString(props, "putRestApiMode");
  return mode === "merge"
    ? [
        new Unknown('putRestApiMode "merge" keeps earlier routes of the API', undefined, {
          resolution: "Check the API's routes in AWS.",
        }),
      ]
    : [];
}

function routesOf(path: string, item: Properties, document: Properties): Maybe<ApiRoute>[] {
  if ("$ref" in item) {
    const resolution = "Write the operations of the path in place.";
    return [new Unknown(`the path ${path} of the OpenAPI document is a reference`, undefined, { resolution })];
  }
  return [anyMethod, ...methods].flatMap((key): ApiRoute[] => {
    const operation = item[key];
    return isObject(operation)
      ? [
          {
            method: key === anyMethod ? "ANY" : key.toUpperCase(),
            path: path === "/$default" ? "$default" : path,
            credentials: requiresCredentials(operation, document)
              ? new Unknown("the API's OpenAPI document describes what a request must carry", undefined, {
                  resolution: "Check that CloudFront forwards what the document's security requires.",
                })
              : [],
          },
        ]
      : [];
  });
}

function requiresCredentials(operation: Properties, document: Properties): boolean {
  const security = operation.security ?? document.security;
  const isOpen = security === undefined || (Array.isArray(security) && security.length === 0);
  return !isOpen || otherAuthorization.some((key) => key in operation);
}
