import { ProgramIndex, describeSources } from "../program/programIndex";
import { isKnown, Maybe, Unknown } from "../program/maybe";
import { Distribution, Origin } from "../cloudfront/model";
import { readString } from "../program/readValue";
import { Resource } from "../program/resource";
import { Api } from "./apis";
import { Endpoint, endpointOfApi, targetEndpoint } from "./endpoint";

// An origin can depend on these resources, but none of them outputs its domain name.
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
 * The service at an unknown domain name. The engine records the resources that the whole property `origins` depends on,
 * so the result is known only if all of them lead to the same service.
 */
export function endpointByDependencies(
  origin: Origin,
  name: Unknown,
  distribution: Distribution,
  program: ProgramIndex,
): Maybe<Endpoint> {
  // An origin access control signs requests to a bucket or a function URL, never to API Gateway.
  const controlled = origin.accessControlId !== undefined;
  const possible = name.candidates.filter(
    (resource) =>
      !nameless.test(resource.type) && !(isBucket(resource) && !controlled && areBucketsUsed(name, distribution)),
  );
  const endpoints = possible.map((resource) => endpointsByType.get(resource.type)?.(resource, program, origin));
  const fitting = controlled ? endpoints.filter((endpoint) => endpoint?.service !== "api-gateway") : endpoints;
  const [first] = fitting;
  if (first === undefined || fitting.some((endpoint) => endpoint?.service !== first.service)) {
    return new Unknown(`the origin's domain name is unknown: ${describeSources(name, possible)}`);
  }
  return agreed(first, fitting);
}

/** Resources of one API lead to one address. With several APIs, only the service is certain. */
function agreed(first: Endpoint, others: readonly (Endpoint | undefined)[]): Endpoint {
  const apis = others.flatMap((other) =>
    other?.service === "api-gateway" ? [other.api ?? other.domain ?? other] : [],
  );
  return first.service === "api-gateway" && new Set(apis).size > 1
    ? { service: "api-gateway", address: "one-of-several" }
    : first;
}

/** Whether there are enough other origins, with S3 settings or an origin access control, to account for each bucket. */
function areBucketsUsed({ candidates }: Unknown, { origins }: Distribution): boolean {
  const users = isKnown(origins)
    ? origins.filter(
        ({ shape, accessControlId, domainName }) =>
          (shape === "s3" || accessControlId !== undefined) && domainName instanceof Unknown,
      )
    : [];
  return candidates.filter(isBucket).length <= users.length;
}

function isBucket({ type }: Resource): boolean {
  return bucketTypes.includes(type);
}

/** The REST endpoint of a bucket, or its website endpoint, which supports only HTTP and is a custom origin. */
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
