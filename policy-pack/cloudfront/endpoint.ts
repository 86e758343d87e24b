import { Knowledge, sourcesOf } from "./knowledge";
import { isKnown, Maybe, Unknown } from "./maybe";
import { Distribution, Origin } from "./model";
import { Api, ApiDomain } from "./program/apis";
import { readText } from "./readValue";
import { Resource } from "./program/resource";

/** What an origin is. */
export type Endpoint = ApiEndpoint | { readonly service: "lambda-url" | "s3" | "other" };

/** An address of API Gateway's. */
export interface ApiEndpoint {
  readonly service: "api-gateway";
  /**
   * The default endpoint; a custom domain by its own name; or where DNS of a custom domain points: `d-….execute-api.…`
   * of a regional one, `d….cloudfront.net` of an edge-optimized one.
   */
  readonly address: "default-endpoint" | "custom-domain" | "regional-target" | "edge-target";
  readonly endpointType?: Maybe<"EDGE" | "REGIONAL" | "PRIVATE">;
  /** The program's API behind a default endpoint. */
  readonly api?: Api;
  /** The program's custom domain. */
  readonly domain?: ApiDomain;
}

// botocore's partitions.json; the dual-stack names are in its endpoint rules.
const suffixes =
  "amazonaws.com amazonaws.com.cn amazonaws.eu c2s.ic.gov sc2s.sgov.gov cloud.adc-e.uk csp.hci.ic.gov " +
  "api.aws api.amazonwebservices.com.cn api.amazonwebservices.eu";
const suffix = `(${suffixes.replaceAll(".", "\\.").split(" ").join("|")})`;
const executeApiName = new RegExp(`^([a-z0-9-]+)\\.execute-api(-fips)?\\.[a-z0-9-]+\\.(vpce\\.)?${suffix}$`);
const lambdaUrlName = /^[a-z0-9]+\.lambda-url\.[a-z0-9-]+\.on\.(aws|amazonwebservices\.com\.cn)$/;
// Virtual-hosted and legacy forms; a website endpoint is another service, which takes any configured name.
const s3Name = new RegExp(`^(.+)\\.s3(-accelerate)?([.-](dualstack\\.)?[a-z0-9-]+)?\\.${suffix}$`);
const s3WebsiteName = new RegExp(`\\.s3-website[.-][a-z0-9-]+\\.${suffix}$`);

/** What an origin is; unknown where that can't be told. */
export function endpointOf(origin: Origin, distribution: Distribution, knowledge: Knowledge): Maybe<Endpoint> {
  if (origin.shape === "s3") {
    return { service: "s3" };
  }
  if (origin.shape === "vpc" || origin.domainName === undefined) {
    return { service: "other" };
  }
  return origin.domainName instanceof Unknown
    ? endpointByCandidates(origin, origin.domainName, distribution, knowledge)
    : endpointByName(origin.domainName.toLowerCase(), knowledge);
}

function endpointByName(name: string, knowledge: Knowledge): Endpoint {
  const label = executeApiName.exec(name)?.[1];
  const domain =
    knowledge.apiDomains.find((candidate) => sameName(candidate.name, name)) ??
    knowledge.apiDomains.find((candidate) => isKnown(candidate.name) && covers(candidate.name ?? "", name));
  const targeted = knowledge.apiDomains.find((candidate) => sameName(candidate.target, name));
  if (label?.startsWith("d-") === true || (label === undefined && targeted !== undefined)) {
    return targetEndpoint(targeted);
  }
  if (label !== undefined) {
    return defaultEndpoint(label, knowledge.apis);
  }
  if (domain !== undefined) {
    return { service: "api-gateway", address: "custom-domain", endpointType: domain.endpointType, domain };
  }
  if (knowledge.apiDomainNames.has(name)) {
    return { service: "api-gateway", address: "custom-domain" };
  }
  if (lambdaUrlName.test(name)) {
    return { service: "lambda-url" };
  }
  return { service: s3Name.test(name) && !s3WebsiteName.test(name) ? "s3" : "other" };
}

/** Whether a domain name, which may begin with `*.`, stands for a name. */
export function covers(domainName: string, name: string): boolean {
  const [domain, asked] = [domainName.toLowerCase(), name.toLowerCase()];
  return domain === asked || (domain.startsWith("*.") && domain === asked.replace(/^[^.]+/, "*"));
}

function sameName(candidate: Maybe<string | undefined>, name: string): boolean {
  return isKnown(candidate) && candidate?.toLowerCase() === name;
}

function targetEndpoint(domain: ApiDomain | undefined): ApiEndpoint {
  const edge = domain?.endpointType === "EDGE";
  return {
    service: "api-gateway",
    address: edge ? "edge-target" : "regional-target",
    endpointType: edge ? "EDGE" : "REGIONAL",
    ...(domain === undefined ? {} : { domain }),
  };
}

/** `{api-id}` or, for a private API, `{api-id}-{vpc endpoint}`. */
function defaultEndpoint(label: string, apis: readonly Api[]): ApiEndpoint {
  const api = apis.find(({ resource }) => readText(resource.props, "id") === label);
  if (label.includes("-")) {
    return { service: "api-gateway", address: "default-endpoint", endpointType: "PRIVATE" };
  }
  return api === undefined
    ? { service: "api-gateway", address: "default-endpoint" }
    : { service: "api-gateway", address: "default-endpoint", endpointType: api.endpointType, api };
}

// They take part in an origin but never give it its domain name.
const nameless = /^(aws:cloudfront\/originAccess|aws:cloudfront\/vpcOrigin|random:|aws:secretsmanager\/|aws:ssm\/)/;

/**
 * `origins` as a whole depends on these resources; which of them this origin's name comes from is decided only where
 * they leave no choice.
 */
function endpointByCandidates(
  origin: Origin,
  name: Unknown,
  distribution: Distribution,
  knowledge: Knowledge,
): Maybe<Endpoint> {
  // Origin access control knows no type for API Gateway, and a bucket or a function URL is what it is for.
  const controlled = origin.accessControlId !== undefined;
  const possible = name.candidates.filter(({ type }) => !nameless.test(type));
  const endpoints = possible.map((resource) => endpointOfOutput(resource, knowledge));
  const fitting = endpoints.filter((endpoint) =>
    controlled ? endpoint?.service !== "api-gateway" : endpoint?.service !== "s3" || !bucketsAreTaken(distribution),
  );
  const [first] = fitting;
  if (first === undefined || fitting.some((endpoint) => endpoint?.service !== first.service)) {
    return controlled && first === undefined
      ? { service: "other" }
      : new Unknown(`its origin's domain name is not known: ${sourcesOf(name, possible)}`);
  }
  return agreed(first, fitting);
}

/** Resources of one API give one address; of several, only the service is certain. */
function agreed(first: Endpoint, others: readonly (Endpoint | undefined)[]): Endpoint {
  const apis = new Set(
    others.flatMap((other) => (other?.service === "api-gateway" ? [other.api ?? other.domain] : [])),
  );
  return first.service === "api-gateway" && apis.size > 1 ? { service: "api-gateway", address: first.address } : first;
}

/** An origin with S3's shape, or with an origin access control, is what takes a bucket's name. */
function bucketsAreTaken({ origins }: Distribution): boolean {
  return (
    isKnown(origins) &&
    origins.some(
      ({ shape, accessControlId, domainName }) =>
        (shape === "s3" || accessControlId !== undefined) && domainName instanceof Unknown,
    )
  );
}

/** What an origin is whose domain name is an output of this resource; undefined where that is anybody's guess. */
function endpointOfOutput(resource: Resource, knowledge: Knowledge): Endpoint | undefined {
  switch (resource.type) {
    case "aws:apigateway/restApi:RestApi":
    case "aws:apigatewayv2/api:Api":
      return endpointOfApi(knowledge.apis.find((api) => api.resource.urn === resource.urn));
    case "aws:apigateway/stage:Stage":
    case "aws:apigateway/deployment:Deployment":
      return endpointOfApi(apiOf(resource, "restApi", knowledge));
    case "aws:apigatewayv2/stage:Stage":
      return endpointOfApi(apiOf(resource, "apiId", knowledge));
    case "aws:apigateway/domainName:DomainName":
    case "aws:apigatewayv2/domainName:DomainName": {
      // Its own name is an input, so what is not known yet is where DNS points.
      return targetEndpoint(knowledge.apiDomains.find((domain) => domain.resource.urn === resource.urn));
    }
    case "aws:lambda/functionUrl:FunctionUrl":
      return { service: "lambda-url" };
    case "aws:s3/bucket:Bucket":
    case "aws:s3/bucketV2:BucketV2":
      return { service: "s3" };
    case "aws:s3/bucketWebsiteConfiguration:BucketWebsiteConfiguration":
    case "aws:lb/loadBalancer:LoadBalancer":
    case "aws:alb/loadBalancer:LoadBalancer":
      return { service: "other" };
    default:
      return undefined;
  }
}

function apiOf(resource: Resource, property: string, knowledge: Knowledge): Api | undefined {
  const reference = readText(resource.props, property);
  return knowledge.apis.find(({ resource: { type, urn } }) => knowledge.find(type, reference)?.urn === urn);
}

function endpointOfApi(api: Api | undefined): ApiEndpoint {
  return api === undefined
    ? { service: "api-gateway", address: "default-endpoint" }
    : { service: "api-gateway", address: "default-endpoint", endpointType: api.endpointType, api };
}
