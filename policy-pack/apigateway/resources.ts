import { map, Maybe, Tristate, Unknown } from "../program/maybe";
import { readBoolean, readString } from "../program/readValue";
import { Resource } from "../program/resource";
import { awsType, otherProvidersTypes, withAwsNames } from "./providers";

export const types = {
  restApi: "aws:apigateway/restApi:RestApi",
  httpApi: "aws:apigatewayv2/api:Api",
  restApiPut: "aws:apigateway/restApiPut:RestApiPut",
  restDeployment: "aws:apigateway/deployment:Deployment",
  restStage: "aws:apigateway/stage:Stage",
  restMethod: "aws:apigateway/method:Method",
  restResource: "aws:apigateway/resource:Resource",
  restAuthorizer: "aws:apigateway/authorizer:Authorizer",
  httpStage: "aws:apigatewayv2/stage:Stage",
  httpRoute: "aws:apigatewayv2/route:Route",
  httpAuthorizer: "aws:apigatewayv2/authorizer:Authorizer",
  restDomain: "aws:apigateway/domainName:DomainName",
  httpDomain: "aws:apigatewayv2/domainName:DomainName",
  basePathMapping: "aws:apigateway/basePathMapping:BasePathMapping",
  apiMapping: "aws:apigatewayv2/apiMapping:ApiMapping",
  routingRule: "aws:apigatewayv2/routingRule:RoutingRule",
} as const;

/** The types of the resources that describe the APIs of a program. */
export const apiTypes = [...Object.values(types), ...otherProvidersTypes];

const readTypes: ReadonlySet<string> = new Set(apiTypes);

/** The resources that describe APIs, with the property names of the `aws` provider. */
export function apiResources(resources: readonly Resource[]): readonly Resource[] {
  return resources.filter(({ type }) => readTypes.has(type)).map(withAwsNames);
}

export function is(type: string): (resource: Resource) => boolean {
  return (resource) => awsType(resource.type) === type;
}

export function readFlag({ props }: Resource, property: string): Tristate {
  return map(readBoolean(props, property), (flag) => flag ?? false);
}

export function named(name: Maybe<string | undefined>): Maybe<string> {
  return map(name, (known) => known ?? new Unknown("a name is missing"));
}

/** An OpenAPI document or quick create adds routes that are not resources of the program. */
export function routesMadeBy({ props }: Resource, property: "body" | "target"): Unknown[] {
  return readString(props, property) === undefined ? [] : [new Unknown(`the API's ${property} adds routes`)];
}
