import { Unknown } from "../program/maybe";
import { isObject, Properties } from "../program/readValue";
import { LogicalResource } from "./logicalResources";

/** Whether the template has the transform of AWS SAM. */
export function isServerless({ Transform: transform }: Properties): boolean {
  const all: readonly unknown[] = Array.isArray(transform) ? transform : [transform];
  return all.some((name) => typeof name === "string" && name.startsWith("AWS::Serverless"));
}

/**
 * The resources with the APIs, functions and URLs that the transform creates for those of AWS SAM. Their contents are
 * unknown. https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-generated-resources.html
 */
export function serverlessResources(resources: readonly LogicalResource[], template: Properties): LogicalResource[] {
  if (!isServerless(template)) {
    return [...resources];
  }
  const globals = isObject(template.Globals) ? template.Globals : {};
  return [...resources.flatMap((resource) => generated(resource, globals)), ...implicitApis(resources)];
}

function generated(resource: LogicalResource, globals: Properties): LogicalResource[] {
  const { id, type, condition } = resource;
  const properties = isObject(resource.properties) ? resource.properties : {};
  const named = (suffix: string, of: string, settings: Properties): LogicalResource => ({
    id: `${id}${suffix}`,
    type: of,
    properties: settings,
    condition,
  });
  switch (type) {
    case "AWS::Serverless::Api":
      return restApi(id, condition, { ...withUnknown(globals.Api), ...properties });
    case "AWS::Serverless::HttpApi":
      return httpApi(id, condition, { ...withUnknown(globals.HttpApi), ...properties });
    case "AWS::Serverless::Function":
      return [
        named("", "AWS::Lambda::Function", pick(properties, ["FunctionName"])),
        ...(isObject(properties.FunctionUrlConfig)
          ? [
              named("Url", "AWS::Lambda::Url", {
                ...pick(properties.FunctionUrlConfig, ["AuthType"]),
                TargetFunctionArn: { Ref: id },
              }),
            ]
          : []),
      ];
    default:
      return [resource];
  }
}

const byTransform = new Unknown("the serverless transform writes the API's OpenAPI document", undefined, {
  resolution: "Check the API's routes in AWS after deployment.",
});

/** Global settings are defaults of single ones, so each that is missing is unknown. */
function withUnknown(globals: unknown): Properties {
  const unknown = new Unknown("the template's Globals can set it");
  return globals === undefined ? {} : { EndpointConfiguration: unknown, DisableExecuteApiEndpoint: unknown };
}

function restApi(id: string, condition: unknown, properties: Properties): LogicalResource[] {
  const { EndpointConfiguration: endpoint = "EDGE" } = properties;
  const type = isObject(endpoint) && !(endpoint instanceof Unknown) ? (endpoint.Type ?? "EDGE") : endpoint;
  return [
    {
      id,
      condition,
      type: "AWS::ApiGateway::RestApi",
      properties: {
        ...pick(properties, ["DisableExecuteApiEndpoint"]),
        EndpointConfiguration: { Types: [type] },
        Body: byTransform,
      },
    },
    {
      id: `${id}.Stage`,
      condition,
      type: "AWS::ApiGateway::Stage",
      properties: { ...pick(properties, ["StageName"]), RestApiId: { Ref: id } },
    },
  ];
}

function httpApi(id: string, condition: unknown, properties: Properties): LogicalResource[] {
  return [
    {
      id,
      condition,
      type: "AWS::ApiGatewayV2::Api",
      properties: { ...pick(properties, ["DisableExecuteApiEndpoint"]), ProtocolType: "HTTP", Body: byTransform },
    },
    {
      id: `${id}.Stage`,
      condition,
      type: "AWS::ApiGatewayV2::Stage",
      properties: { StageName: "$default", ...pick(properties, ["StageName"]), ApiId: { Ref: id } },
    },
  ];
}

/** The APIs of functions whose events name none. */
function implicitApis(resources: readonly LogicalResource[]): LogicalResource[] {
  const types = new Set(resources.flatMap(eventTypes));
  const declared = new Set(resources.map(({ id }) => id));
  return [
    ...(types.has("Api") ? restApi("ServerlessRestApi", undefined, { StageName: "Prod" }) : []),
    ...(types.has("HttpApi") ? httpApi("ServerlessHttpApi", undefined, {}) : []),
  ].filter(({ id }) => !declared.has(id));
}

function eventTypes({ type, properties }: LogicalResource): unknown[] {
  const events = type === "AWS::Serverless::Function" && isObject(properties) ? properties.Events : undefined;
  return isObject(events) ? Object.values(events).map((event) => (isObject(event) ? event.Type : undefined)) : [];
}

function pick(properties: Properties, names: readonly string[]): Properties {
  return Object.fromEntries(names.flatMap((name) => (name in properties ? [[name, properties[name]]] : [])));
}
