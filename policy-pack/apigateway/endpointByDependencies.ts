import { ProgramIndex, describeSources } from "../program/programIndex";
import { isKnown, Maybe, Unknown } from "../program/maybe";
import { Distribution, Origin } from "../cloudfront/model";
import { recordType } from "../program/dnsRecords";
import { readObject, readString } from "../program/readValue";
import { refersTo } from "../program/references";
import { Resource } from "../program/resource";
import { canNameOrigin } from "../program/sources";
import { bucketTypes } from "../s3/buckets";
import { ApiDomain } from "./apiDomains";
import { Api } from "./apis";
import { canonicalName } from "./domainNames";
import { ApiEndpoint, Endpoint, endpointOfApi, UnknownEndpoint } from "./endpoint";
import { ifConfigured } from "./resources";
import { serviceOfName } from "./serviceNames";

/** The endpoints of an origin whose domain name is an output of a resource; undefined if it can be of any service. */
type OutputEndpoint = (
  resource: Resource,
  program: ProgramIndex,
  origin: Origin,
) => Endpoint | readonly Endpoint[] | undefined;

/** Resources that output the ID of their API. */
const restApiParts = ["deployment:Deployment", "integration:Integration", "method:Method", "stage:Stage"];
const httpApiParts = ["deployment:Deployment", "integration:Integration", "route:Route", "stage:Stage"];

const balancerTypes = [
  "aws:lb/loadBalancer:LoadBalancer",
  "aws:alb/loadBalancer:LoadBalancer",
  "aws:elb/loadBalancer:LoadBalancer",
  "aws-native:elasticloadbalancingv2:LoadBalancer",
];

const endpointsByType: ReadonlyMap<string, OutputEndpoint> = new Map<string, OutputEndpoint>([
  ["aws:apigateway/restApi:RestApi", endpointOfSameApi],
  ["aws:apigatewayv2/api:Api", endpointOfSameApi],
  ...restApiParts.map((type): [string, OutputEndpoint] => [
    `aws:apigateway/${type}`,
    (part, program) => endpointOfApi(apiOf(part, "restApi", program)),
  ]),
  ...httpApiParts.map((type): [string, OutputEndpoint] => [
    `aws:apigatewayv2/${type}`,
    (part, program) => endpointOfApi(apiOf(part, "apiId", program)),
  ]),
  ["aws:apigateway/basePathMapping:BasePathMapping", endpointOfMapping],
  ["aws:apigatewayv2/apiMapping:ApiMapping", endpointOfMapping],
  [recordType, endpointOfRecord],
  ["aws:apigateway/domainName:DomainName", endpointOfDomain],
  ["aws:apigatewayv2/domainName:DomainName", endpointOfDomain],
  ["aws-native:apigateway:RestApi", endpointOfSameApi],
  ["aws-native:apigatewayv2:Api", endpointOfSameApi],
  ["aws-native:apigateway:Stage", (stage, program) => endpointOfApi(apiOf(stage, "restApiId", program))],
  ["aws-native:apigatewayv2:Stage", (stage, program) => endpointOfApi(apiOf(stage, "apiId", program))],
  ["aws-native:apigateway:DomainName", endpointOfDomain],
  ["aws-native:apigatewayv2:DomainName", endpointOfDomain],
  ["aws-native:lambda:Url", () => ({ service: "lambda-url" })],
  ["aws:lambda/functionUrl:FunctionUrl", () => ({ service: "lambda-url" })],
  ...bucketTypes.map((type): [string, OutputEndpoint] => [type, endpointOfBucket]),
  ["aws:s3/bucketWebsiteConfiguration:BucketWebsiteConfiguration", () => ({ service: "s3-website" })],
  ...balancerTypes.map((type): [string, OutputEndpoint] => [type, () => ({ service: "other" })]),
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
  const hasHeader = hasUnknownHeader(distribution);
  const endpointsOf = (resource: Resource) => endpointsByType.get(resource.type)?.(resource, program, origin);
  const all = name.candidates.filter((resource) => canNameOrigin(resource, hasHeader));
  const others = all.filter((resource) => !isBucket(resource) || isWebsite(resource, origin));
  // An origin without an access control is the API's, if other origins account for the buckets.
  const isApi = others.flatMap(endpointsOf).every((endpoint) => endpoint?.service === "api-gateway");
  const possible = !controlled && isApi && areBucketsUsed(name, distribution) ? others : all;
  const endpoints = possible.flatMap(endpointsOf);
  const fitting = controlled ? endpoints.filter((endpoint) => endpoint?.service !== "api-gateway") : endpoints;
  const known = fitting.filter((endpoint) => endpoint !== undefined);
  const [first] = known;
  if (first === undefined || known.length < fitting.length || known.some(({ service }) => service !== first.service)) {
    const reason = `the origin's domain name is unknown: ${describeSources(name, possible)}`;
    return new UnknownEndpoint(reason, name, () => possible, known.length < fitting.length ? [] : known);
  }
  return agreed(first, known);
}

/** Whether a header that CloudFront adds to requests has an unknown value. */
function hasUnknownHeader({ origins }: Distribution): boolean {
  return isKnown(origins) && origins.some((origin) => origin.hasUnknownHeader === true);
}

/** Resources of one API lead to one address. With several addresses, only the service is certain. */
function agreed(first: Endpoint, all: readonly Endpoint[]): Endpoint {
  const apis = all.filter((endpoint) => endpoint.service === "api-gateway");
  const [api] = apis;
  if (api === undefined || new Set(apis.map((one) => one.api ?? one.domain ?? one.address)).size > 1) {
    const address = apis.some((endpoint) => endpoint.address === "name-or-target")
      ? "name-or-target"
      : "one-of-several";
    return api === undefined ? first : { service: "api-gateway", address, possible: apis };
  }
  return apis.find(({ address }) => address === "name-or-target") ?? api;
}

/**
 * Whether other origins account for each bucket: an origin with the bucket's name, or one with S3 settings or an origin access
 * control whose name is unknown.
 */
function areBucketsUsed({ candidates }: Unknown, { origins }: Distribution): boolean {
  const known = isKnown(origins) ? origins : [];
  const users = known.filter(
    ({ shape, accessControlId, domainName }) =>
      (shape === "s3" || accessControlId !== undefined) && domainName instanceof Unknown,
  );
  const unused = candidates.filter((one) => isBucket(one) && !known.some((origin) => isNamedAfter(one, origin)));
  return unused.length <= users.length;
}

/** Whether an origin has one of S3's names for a bucket. */
function isNamedAfter({ props }: Resource, { domainName }: Origin): boolean {
  const bucket = readString(props, "bucket");
  if (!isKnown(bucket) || bucket === undefined || !isKnown(domainName) || domainName === undefined) {
    return false;
  }
  const service = serviceOfName(domainName.toLowerCase())?.service;
  return (service === "s3" || service === "s3-website") && domainName.toLowerCase().startsWith(`${bucket}.`);
}

/** Whether an origin can be the website endpoint of a bucket, which supports only HTTP. */
function isWebsite({ props }: Resource, { protocolPolicy }: Origin): boolean {
  return protocolPolicy === "http-only" && ifConfigured(readObject(props, "website")) !== undefined;
}

function isBucket({ type }: Resource): boolean {
  return bucketTypes.includes(type);
}

/** The REST endpoint of a bucket, or its website endpoint, which supports only HTTP and is a custom origin. */
function endpointOfBucket(
  _bucket: Resource,
  _program: ProgramIndex,
  { accessControlId, protocolPolicy }: Origin,
): Endpoint | readonly Endpoint[] | undefined {
  if (accessControlId !== undefined || protocolPolicy === undefined) {
    return { service: "s3" };
  }
  return protocolPolicy === "http-only" ? [{ service: "s3-website" }, { service: "s3" }] : undefined;
}

function apiOf(resource: Resource, property: string, program: ProgramIndex): Api | undefined {
  return program.apis.find((api) => refersTo(resource, property, api.resource));
}

function endpointOfSameApi({ urn }: Resource, { apis }: ProgramIndex): Endpoint {
  return endpointOfApi(apis.find((api) => api.resource.urn === urn));
}

/** An unknown output of a domain can be its DNS target, and also its ID, which is its name. */
function endpointOfDomain({ urn }: Resource, { apiDomains }: ProgramIndex): Endpoint {
  const domain = apiDomains.find((candidate) => candidate.resource.urn === urn);
  return { service: "api-gateway", address: "name-or-target", ...(domain === undefined ? {} : ofDomain(domain)) };
}

function endpointOfMapping(mapping: Resource, { apiDomains }: ProgramIndex): Endpoint {
  const domain = apiDomains.find(({ resource }) =>
    ["id", "domainName"].some((by) => refersTo(mapping, "domainName", resource, by)),
  );
  return { service: "api-gateway", address: "custom-domain", ...(domain === undefined ? {} : ofDomain(domain)) };
}

/** A record outputs its name. Only a record that leads to an API's domain is certain: its target can be another stack's. */
function endpointOfRecord({ props }: Resource, program: ProgramIndex): Endpoint | undefined {
  const name = readString(props, "name");
  const domain = program.apiDomains.find(
    (candidate) => isKnown(name) && name !== undefined && program.dnsLeadsTo(canonicalName(name), candidate) === true,
  );
  return domain && { service: "api-gateway", address: "custom-domain", ...ofDomain(domain) };
}

function ofDomain(domain: ApiDomain): Pick<ApiEndpoint, "endpointType" | "domain"> {
  return { endpointType: domain.endpointType, domain };
}
