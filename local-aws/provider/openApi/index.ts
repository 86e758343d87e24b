import { JsonObject, StoredResource } from "../../aws/account";
import { ImportedParts } from "../../aws/apigateway/importedParts";
import { Resource } from "../../aws/resource";
import { AwsContext, PlannedResource } from "../resourceType";
import { isObject } from "../values";
import { objectIn, readDocument, stringIn } from "./document";
import { httpParts } from "./httpParts";
import { restParts } from "./restParts";

/** The inputs of an API that describe an import. */
export interface ImportInputs {
  /** An OpenAPI document, as JSON or YAML. */
  readonly body?: string;
  readonly parameters?: { readonly basepath?: string };
  readonly putRestApiMode?: string;
}

/** API Gateway's error for a body that it cannot import. No page of AWS states its message. */
export function restBodyError({ body }: ImportInputs, { region }: AwsContext): string | undefined {
  const document = readDocument(body ?? "", region) ?? {};
  return body === undefined || hasVersion(document, "openapi", 3) || hasVersion(document, "swagger", 2)
    ? undefined
    : "BadRequestException: The body is not an OpenAPI document. Use JSON or YAML with openapi 3.x or swagger 2.0, and paths.";
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-open-api.html */
export function httpBodyError({ body }: ImportInputs, { region }: AwsContext): string | undefined {
  const document = readDocument(body ?? "", region) ?? {};
  return body === undefined || hasVersion(document, "openapi", 3)
    ? undefined
    : "BadRequestException: The body is not an OpenAPI document for HTTP APIs. Use JSON or YAML with openapi 3.x, and paths.";
}

function hasVersion(document: JsonObject, key: "openapi" | "swagger", major: number): boolean {
  return Number.parseInt(stringIn(document, key), 10) === major;
}

/**
 * What an import creates in a REST API. The mode `merge` keeps what earlier imports created, and a removed body removes nothing.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-update-api.html
 */
export function importedIntoRest(
  { body, parameters, putRestApiMode }: ImportInputs,
  api: PlannedResource,
  existing: StoredResource | undefined,
): ImportedParts {
  const earlier = partsOf(existing);
  const document = readDocument(body ?? "", api.region);
  if (document === undefined) {
    return { parts: earlier };
  }
  const parts = restParts(document, api, parameters?.basepath);
  const key = ({ type, id }: Resource): string => `${type} ${id}`;
  const replaced = new Set(parts.map(key));
  return {
    parts: putRestApiMode === "merge" ? [...earlier.filter((one) => !replaced.has(key(one))), ...parts] : parts,
  };
}

/** What an import creates in an HTTP API. */
export function importedIntoHttp(
  { body }: ImportInputs,
  api: PlannedResource,
  existing: StoredResource | undefined,
): ImportedParts {
  const document = readDocument(body ?? "", api.region);
  return { parts: document === undefined ? partsOf(existing) : httpParts(document, api) };
}

function partsOf(existing: StoredResource | undefined): Resource[] {
  return (existing?.internal as Partial<ImportedParts> | undefined)?.parts ?? [];
}

/**
 * The settings of an API in its document.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-binary-media-types.html
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-endpoint-configuration.html
 */
export function importedSettings({ body }: ImportInputs, region: string): JsonObject {
  const document = readDocument(body ?? "", region) ?? {};
  const servers = Array.isArray(document.servers) ? document.servers.filter(isObject) : [];
  const [endpoint = {}] = [document, ...servers]
    .map((holder) => objectIn(holder, "x-amazon-apigateway-endpoint-configuration"))
    .filter((configuration) => "disableExecuteApiEndpoint" in configuration);
  const settings = {
    binaryMediaTypes: document["x-amazon-apigateway-binary-media-types"],
    disableExecuteApiEndpoint: endpoint.disableExecuteApiEndpoint,
  };
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined));
}
