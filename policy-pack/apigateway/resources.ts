import { map, Maybe, Tristate, Unknown } from "../program/maybe";
import { readBoolean } from "../program/readValue";
import { canReferTo, isBeingCreated, refersTo } from "../program/references";
import { Resource, resourceName } from "../program/resource";
import { canCreateOthers } from "../program/sources";
import { awsType, otherProvidersTypes, withAwsNames } from "./providers";

export const types = {
  restApi: "aws:apigateway/restApi:RestApi",
  httpApi: "aws:apigatewayv2/api:Api",
  restApiPut: "aws:apigateway/restApiPut:RestApiPut",
  restDeployment: "aws:apigateway/deployment:Deployment",
  restStage: "aws:apigateway/stage:Stage",
  restMethod: "aws:apigateway/method:Method",
  restIntegration: "aws:apigateway/integration:Integration",
  restResource: "aws:apigateway/resource:Resource",
  restAuthorizer: "aws:apigateway/authorizer:Authorizer",
  httpStage: "aws:apigatewayv2/stage:Stage",
  httpRoute: "aws:apigatewayv2/route:Route",
  httpIntegration: "aws:apigatewayv2/integration:Integration",
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
  return map(name, (known) => known ?? new Unknown("a name is missing", undefined, { resolution: "Set the name." }));
}

/** The resources that refer to an API or a custom domain, and a reason for each that can refer to it or to another. */
export interface Parts {
  readonly own: readonly Resource[];
  readonly possible: readonly Unknown[];
}

export function partsOf(
  whole: Resource,
  resources: readonly Resource[],
  property: string,
  names: readonly string[] = ["id"],
): Parts {
  const own = resources.filter((other) => names.some((by) => refersTo(other, property, whole, by)));
  const possible = resources.filter((other) => !own.includes(other) && canReferTo(other, property, whole));
  return {
    own,
    possible: possible.map(
      (other) =>
        new Unknown(`${resourceName(other)} can be a part of ${resourceName(whole)}`, undefined, {
          resolution: "Refer to one resource directly, or check again after deployment.",
        }),
    ),
  };
}

/**
 * Whether an API or a custom domain has parts that the program does not show. Other programs, and scripts of this one, can
 * add stages and mappings.
 */
export function hasOtherParts(whole: Resource, all: readonly Resource[]): Tristate {
  if (whole.hasAllParts === true) {
    return false;
  }
  if (!isBeingCreated(whole)) {
    return new Unknown(`other programs can add to ${resourceName(whole)}, which exists`, undefined, {
      resolution: "Check its stages and mappings in AWS.",
    });
  }
  const creator = all.find(canCreateOthers);
  return creator === undefined
    ? false
    : new Unknown(`${resourceName(creator)} can add to ${resourceName(whole)}`, undefined, {
        resolution: "Check what it creates in AWS after deployment.",
      });
}

/** A provider computes an argument that the program omits. It has no sources then, and counts as absent. */
export function ifConfigured<T>(value: Maybe<T | undefined>): Maybe<T | undefined> {
  const isComputed = value instanceof Unknown && !value.mayBeAbsent && value.candidates.length === 0;
  return isComputed ? undefined : value;
}
