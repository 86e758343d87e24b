import { ProgramIndex, sourcesOf } from "../program/programIndex";
import { isKnown, Maybe, Unknown } from "../program/maybe";
import { Distribution, Origin } from "../cloudfront/model";
import { readString } from "../program/readValue";
import { Resource } from "../program/resource";
import { Api } from "./apis";
import { Endpoint, endpointOfApi, targetEndpoint } from "./endpoint";

// They take part in an origin but never give it its domain name.
const nameless = /^(aws:cloudfront\/originAccess|aws:cloudfront\/vpcOrigin|random:index\/randomPassword)/;

const bucketTypes: readonly string[] = ["aws:s3/bucket:Bucket", "aws:s3/bucketV2:BucketV2"];

/** The endpoint of an origin whose domain name is an output of a resource; undefined if it can be one of several. */
type OutputEndpoint = (resource: Resource, program: ProgramIndex, origin: Origin) => Endpoint | undefined;

const endpointsByType: ReadonlyMap<string, OutputEndpoint> = new Map<string, OutputEndpoint>([
  ["aws:apigateway/restApi:RestApi", endpointOfSameApi],
  ["aws:apigatewayv2/api:Api", endpointOfSameApi],
  ["aws:apigateway/stage:Stage", (stage, program) => endpointOfApi(apiOf(stage, "restApi", program))],
  [
    "aws:apigateway/deployment:Deployment",
    (deployment, program) => endpointOfApi(apiOf(deployment, "restApi", program)),
  ],
  ["aws:apigatewayv2/stage:Stage", (stage, program) => endpointOfApi(apiOf(stage, "apiId", program))],
  ["aws:apigateway/domainName:DomainName", endpointOfDomain],
  ["aws:apigatewayv2/domainName:DomainName", endpointOfDomain],
  ["aws:lambda/functionUrl:FunctionUrl", () => ({ service: "lambda-url" })],
  ...bucketTypes.map((type): [string, OutputEndpoint] => [type, endpointOfBucket]),
  ["aws:s3/bucketWebsiteConfiguration:BucketWebsiteConfiguration", () => ({ service: "other" })],
  ["aws:lb/loadBalancer:LoadBalancer", () => ({ service: "other" })],
  ["aws:alb/loadBalancer:LoadBalancer", () => ({ service: "other" })],
]);

/** The types of the resources whose outputs can be an origin's domain name. */
export const originTypes = [...endpointsByType.keys()];

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
  const endpoints = possible.map((resource) => endpointsByType.get(resource.type)?.(resource, program, origin));
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
  return bucketTypes.includes(type);
}

/** Its REST endpoint, or its website endpoint, which speaks HTTP alone and is a custom origin. */
function endpointOfBucket(
  _bucket: Resource,
  _program: ProgramIndex,
  { accessControlId, protocolPolicy }: Origin,
): Endpoint | undefined {
  if (accessControlId !== undefined || protocolPolicy === undefined) {
    return { service: "s3" };
  }
  return protocolPolicy === "http-only" ? { service: "other" } : undefined;
}

function apiOf(resource: Resource, property: string, program: ProgramIndex): Api | undefined {
  const reference = readString(resource.props, property);
  return program.apis.find(({ resource: { type, urn } }) => program.find(type, reference)?.urn === urn);
}

function endpointOfSameApi({ urn }: Resource, { apis }: ProgramIndex): Endpoint {
  return endpointOfApi(apis.find((api) => api.resource.urn === urn));
}

function endpointOfDomain({ urn }: Resource, { apiDomains }: ProgramIndex): Endpoint {
  const domain = apiDomains.find((candidate) => candidate.resource.urn === urn);
  // If its own name is known, the unknown name is its DNS target.
  return domain !== undefined && isKnown(domain.name)
    ? targetEndpoint(domain)
    : { service: "api-gateway", address: "one-of-several" };
}
