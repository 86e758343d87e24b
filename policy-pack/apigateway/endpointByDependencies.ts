import { ProgramIndex, sourcesOf } from "../program/programIndex";
import { isKnown, Maybe, Unknown } from "../program/maybe";
import { Distribution, Origin } from "../cloudfront/model";
import { readString } from "../program/readValue";
import { Resource } from "../program/resource";
import { Api } from "./apis";
import { Endpoint, endpointOfApi, targetEndpoint } from "./endpoint";

// They take part in an origin but never give it its domain name.
const nameless = /^(aws:cloudfront\/originAccess|aws:cloudfront\/vpcOrigin|random:index\/randomPassword)/;

/**
 * `origins` as a whole depends on these resources; which of them this origin's name comes from is decided only where
 * they leave no choice.
 */
export function endpointByDependencies(
  origin: Origin,
  name: Unknown,
  distribution: Distribution,
  program: ProgramIndex,
): Maybe<Endpoint> {
  // Origin access control knows no type for API Gateway, and a bucket or a function URL is what it is for.
  const controlled = origin.accessControlId !== undefined;
  const possible = name.candidates.filter(
    (resource) =>
      !nameless.test(resource.type) && !(isBucket(resource) && !controlled && bucketsAreTaken(name, distribution)),
  );
  const endpoints = possible.map((resource) => endpointOfOutput(resource, origin, program));
  const fitting = controlled ? endpoints.filter((endpoint) => endpoint?.service !== "api-gateway") : endpoints;
  const [first] = fitting;
  if (first === undefined || fitting.some((endpoint) => endpoint?.service !== first.service)) {
    return new Unknown(`its origin's domain name is not known: ${sourcesOf(name, possible)}`);
  }
  return agreed(first, fitting);
}

/** Resources of one API give one address; of several, only the service is certain. */
function agreed(first: Endpoint, others: readonly (Endpoint | undefined)[]): Endpoint {
  const apis = others.flatMap((other) =>
    other?.service === "api-gateway" ? [other.api ?? other.domain ?? other] : [],
  );
  return first.service === "api-gateway" && new Set(apis).size > 1
    ? { service: "api-gateway", address: "one-of-several" }
    : first;
}

/** Whether each bucket is the name of an origin with S3's shape, or with an origin access control. */
function bucketsAreTaken({ candidates }: Unknown, { origins }: Distribution): boolean {
  const takers = isKnown(origins)
    ? origins.filter(
        ({ shape, accessControlId, domainName }) =>
          (shape === "s3" || accessControlId !== undefined) && domainName instanceof Unknown,
      )
    : [];
  return candidates.filter(isBucket).length <= takers.length;
}

function isBucket({ type }: Resource): boolean {
  return type === "aws:s3/bucket:Bucket" || type === "aws:s3/bucketV2:BucketV2";
}

/** What an origin is whose domain name is an output of this resource; undefined where that is anybody's guess. */
function endpointOfOutput(resource: Resource, origin: Origin, program: ProgramIndex): Endpoint | undefined {
  if (isBucket(resource)) {
    return endpointOfBucket(origin);
  }
  switch (resource.type) {
    case "aws:apigateway/restApi:RestApi":
    case "aws:apigatewayv2/api:Api":
      return endpointOfApi(program.apis.find((api) => api.resource.urn === resource.urn));
    case "aws:apigateway/stage:Stage":
    case "aws:apigateway/deployment:Deployment":
      return endpointOfApi(apiOf(resource, "restApi", program));
    case "aws:apigatewayv2/stage:Stage":
      return endpointOfApi(apiOf(resource, "apiId", program));
    case "aws:apigateway/domainName:DomainName":
    case "aws:apigatewayv2/domainName:DomainName": {
      const domain = program.apiDomains.find((candidate) => candidate.resource.urn === resource.urn);
      // Where its own name is known, what is not known yet is where DNS points.
      return domain !== undefined && isKnown(domain.name)
        ? targetEndpoint(domain)
        : { service: "api-gateway", address: "one-of-several" };
    }
    case "aws:lambda/functionUrl:FunctionUrl":
      return { service: "lambda-url" };
    case "aws:s3/bucketWebsiteConfiguration:BucketWebsiteConfiguration":
    case "aws:lb/loadBalancer:LoadBalancer":
    case "aws:alb/loadBalancer:LoadBalancer":
      return { service: "other" };
    default:
      return undefined;
  }
}

/** Its REST endpoint, or its website endpoint, which speaks HTTP alone and is a custom origin. */
function endpointOfBucket({ accessControlId, protocolPolicy }: Origin): Endpoint | undefined {
  if (accessControlId !== undefined || protocolPolicy === undefined) {
    return { service: "s3" };
  }
  return protocolPolicy === "http-only" ? { service: "other" } : undefined;
}

function apiOf(resource: Resource, property: string, program: ProgramIndex): Api | undefined {
  const reference = readString(resource.props, property);
  return program.apis.find(({ resource: { type, urn } }) => program.find(type, reference)?.urn === urn);
}
