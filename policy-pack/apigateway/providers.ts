import { map } from "../program/maybe";
import { Properties } from "../program/readValue";
import { Resource } from "../program/resource";

/** For each type of aws-native, the type of the `aws` provider with the same settings, and its names of properties. */
const nativeTypes: ReadonlyMap<string, readonly [type: string, names: Readonly<Record<string, string>>]> = new Map([
  [
    "aws-native:apigateway:RestApi",
    ["aws:apigateway/restApi:RestApi", { id: "restApiId", apiKeySource: "apiKeySourceType" }],
  ],
  ["aws-native:apigateway:Stage", ["aws:apigateway/stage:Stage", { restApi: "restApiId" }]],
  ["aws-native:apigateway:Deployment", ["aws:apigateway/deployment:Deployment", { restApi: "restApiId" }]],
  [
    "aws-native:apigateway:Method",
    ["aws:apigateway/method:Method", { restApi: "restApiId", authorization: "authorizationType" }],
  ],
  ["aws-native:apigateway:Resource", ["aws:apigateway/resource:Resource", { id: "resourceId", restApi: "restApiId" }]],
  [
    "aws-native:apigateway:Authorizer",
    ["aws:apigateway/authorizer:Authorizer", { id: "authorizerId", restApi: "restApiId" }],
  ],
  [
    "aws-native:apigateway:DomainName",
    ["aws:apigateway/domainName:DomainName", { id: "domainName", cloudfrontDomainName: "distributionDomainName" }],
  ],
  [
    "aws-native:apigateway:BasePathMapping",
    ["aws:apigateway/basePathMapping:BasePathMapping", { restApi: "restApiId", stageName: "stage" }],
  ],
  ["aws-native:apigatewayv2:Api", ["aws:apigatewayv2/api:Api", { id: "apiId" }]],
  ["aws-native:apigatewayv2:Stage", ["aws:apigatewayv2/stage:Stage", { name: "stageName" }]],
  ["aws-native:apigatewayv2:Route", ["aws:apigatewayv2/route:Route", {}]],
  [
    "aws-native:apigatewayv2:Integration",
    ["aws:apigatewayv2/integration:Integration", { id: "integrationId", timeoutMilliseconds: "timeoutInMillis" }],
  ],
  [
    "aws-native:apigatewayv2:Authorizer",
    ["aws:apigatewayv2/authorizer:Authorizer", { id: "authorizerId", identitySources: "identitySource" }],
  ],
  ["aws-native:apigatewayv2:DomainName", ["aws:apigatewayv2/domainName:DomainName", { id: "domainName" }]],
  ["aws-native:apigatewayv2:ApiMapping", ["aws:apigatewayv2/apiMapping:ApiMapping", {}]],
  [
    "aws-native:apigatewayv2:RoutingRule",
    ["aws:apigatewayv2/routingRule:RoutingRule", { domainName: "domainNameArn" }],
  ],
]);

/** The types of other providers whose settings are read. */
export const otherProvidersTypes = [...nativeTypes.keys()];

/** The type of the `aws` provider with the same settings. */
export function awsType(type: string): string {
  return nativeTypes.get(type)?.[0] ?? type;
}

/** The resource with the property names of the `aws` provider. It keeps its own type, by which references find it. */
export function withAwsNames(resource: Resource): Resource {
  const names = nativeTypes.get(resource.type)?.[1];
  return names === undefined ? resource : { ...resource, props: map(resource.props, (props) => rename(props, names)) };
}

function rename(props: Properties, names: Readonly<Record<string, string>>): Properties {
  const renamed = Object.entries(names).filter(([, own]) => Object.hasOwn(props, own));
  return { ...props, ...Object.fromEntries(renamed.map(([name, own]) => [name, props[own]])) };
}
