import { ProgramIndex, sourcesOf } from "../program/programIndex";
import { Tristate, either, isKnown, map, Maybe, Unknown } from "../program/maybe";
import { Distribution, Origin } from "../cloudfront/model";
import { Api, ApiDomain } from "./apis";
import { readString } from "../program/readValue";
import { Resource } from "../program/resource";

/** What an origin is. */
export type Endpoint = ApiEndpoint | { readonly service: "lambda-url" | "s3" | "other" };

/** An address of API Gateway's. */
export interface ApiEndpoint {
  readonly service: "api-gateway";
  /**
   * The default endpoint; a custom domain by its own name; or where DNS of a custom domain points: `d-….execute-api.…`
   * of a regional one, `d….cloudfront.net` of an edge-optimized one. `one-of-several`: API Gateway's, more is not known.
   */
  readonly address: "default-endpoint" | "custom-domain" | "regional-target" | "edge-target" | "one-of-several";
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
export function endpointOf(origin: Origin, distribution: Distribution, program: ProgramIndex): Maybe<Endpoint> {
  if (origin.shape === "s3") {
    return { service: "s3" };
  }
  if (origin.shape === "vpc" || origin.domainName === undefined) {
    return { service: "other" };
  }
  return origin.domainName instanceof Unknown
    ? endpointByCandidates(origin, origin.domainName, distribution, program)
    : endpointByName(origin.domainName.toLowerCase(), distribution, program);
}

/** Whether an origin is a service's. Origin access control knows no type for API Gateway, whatever else is not known. */
export function isOf(service: Endpoint["service"], origin: Origin, endpoint: Maybe<Endpoint>): Tristate {
  if (isKnown(endpoint)) {
    return endpoint.service === service;
  }
  return service === "api-gateway" && origin.accessControlId !== undefined ? false : endpoint;
}

function endpointByName(written: string, distribution: Distribution, program: ProgramIndex): Maybe<Endpoint> {
  // A multi-tenant distribution's placeholders are filled in by its tenants.
  const name = written.replace(/\{\{[^}]*\}\}/g, "parameter");
  const label = executeApiName.exec(name)?.[1];
  const targeted = program.apiDomains.find((candidate) => sameName(candidate.target, name));
  if (label?.startsWith("d-") === true || (label === undefined && targeted !== undefined)) {
    return targetEndpoint(targeted);
  }
  if (label !== undefined) {
    return defaultEndpoint(label, program.apis);
  }
  if (program.apiDomainNames.some((known) => covers(known, name)) && !isDomainOfProgram(name, program)) {
    return { service: "api-gateway", address: "custom-domain" };
  }
  if (lambdaUrlName.test(name)) {
    return { service: "lambda-url" };
  }
  if (s3Name.test(name) && !s3WebsiteName.test(name)) {
    return { service: "s3" };
  }
  return written === name
    ? customDomain(name, distribution, program)
    : new Unknown(`its origin's domain name is filled in by tenants: ${written}`);
}

function customDomain(name: string, { aliases }: Distribution, program: ProgramIndex): Maybe<Endpoint> {
  const exact = program.apiDomains.find((candidate) => sameName(candidate.name, name));
  if (exact !== undefined) {
    return { service: "api-gateway", address: "custom-domain", ...ofDomain(exact) };
  }
  const wildcard = program.apiDomains.find(({ name: known }) => isKnown(known) && covers(known ?? "", name));
  if (wildcard === undefined) {
    const led = program.apiDomains.find((domain) => program.dnsLeadsTo(name, domain) === true);
    return led === undefined
      ? { service: "other" }
      : { service: "api-gateway", address: "custom-domain", ...ofDomain(led) };
  }
  const endpoint = { service: "api-gateway", address: "custom-domain", ...ofDomain(wildcard) } as const;
  return map(underWildcard(name, wildcard, aliases, program), (isApi) => (isApi ? endpoint : { service: "other" }));
}

function ofDomain(domain: ApiDomain): Pick<ApiEndpoint, "endpointType" | "domain"> {
  return { endpointType: domain.endpointType, domain };
}

/**
 * A name under an API's wildcard domain is the API's only where its own DNS record leads there; an alias's leads to the
 * distribution, and the rules for an API say what comes of that.
 */
function underWildcard(
  name: string,
  domain: ApiDomain,
  aliases: Distribution["aliases"],
  program: ProgramIndex,
): Tristate {
  const leads = program.dnsLeadsTo(name, domain);
  const isAlias = map(aliases, (known) => known.some((alias) => sameName(alias, name)));
  return either(
    leads ?? new Unknown(`where DNS of ${name} leads is not known, and an API's wildcard domain covers it`),
    isAlias,
  );
}

/** What the program says of a domain is more than its name. */
function isDomainOfProgram(name: string, { apiDomains }: ProgramIndex): boolean {
  return apiDomains.some((domain) => sameName(domain.name, name));
}

/** Whether a domain name, which may begin with `*.`, stands for a name. */
export function covers(domainName: string, name: string): boolean {
  const [domain, asked] = [domainName.toLowerCase(), name.toLowerCase()];
  return domain === asked || (domain.startsWith("*.") && domain === asked.replace(/^[^.]+/, "*"));
}

/** Domain names have no letter case. */
export function sameName(left: Maybe<string | undefined>, right: Maybe<string | undefined>): boolean {
  return isKnown(left) && isKnown(right) && left !== undefined && left.toLowerCase() === right?.toLowerCase();
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
  const api = apis.find(({ resource }) => readString(resource.props, "id") === label);
  if (label.includes("-")) {
    return { service: "api-gateway", address: "default-endpoint", endpointType: "PRIVATE" };
  }
  return api === undefined
    ? { service: "api-gateway", address: "default-endpoint" }
    : { service: "api-gateway", address: "default-endpoint", endpointType: api.endpointType, api };
}

// They take part in an origin but never give it its domain name.
const nameless = /^(aws:cloudfront\/originAccess|aws:cloudfront\/vpcOrigin|random:index\/randomPassword)/;

/**
 * `origins` as a whole depends on these resources; which of them this origin's name comes from is decided only where
 * they leave no choice.
 */
function endpointByCandidates(
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

function endpointOfApi(api: Api | undefined): ApiEndpoint {
  return api === undefined
    ? { service: "api-gateway", address: "default-endpoint" }
    : { service: "api-gateway", address: "default-endpoint", endpointType: api.endpointType, api };
}
