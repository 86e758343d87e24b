import { Tristate, isKnown, isSet, Maybe, Resource, Unknown } from "../program/maybe";
import { Origin } from "../cloudfront/model";
import { ApiDomain } from "./apiDomains";
import { Api } from "./apis";
import { EndpointType } from "./endpointType";

/** The service at an origin's domain name. */
export type Endpoint = ApiEndpoint | WebsiteEndpoint | { readonly service: "lambda-url" | "s3" } | OtherEndpoint;

/** The website endpoint of a bucket. */
export interface WebsiteEndpoint {
  readonly service: "s3-website";
  /** The bucket, if the hostname is known. */
  readonly bucket?: string;
}

/** An address that no resource of the program makes one of API Gateway. */
export interface OtherEndpoint {
  readonly service: "other";
  /** Whether its service is unknown, so that another stack can own an API at this address. */
  readonly isUnrecognized?: true;
}

/** An address of API Gateway. */
export interface ApiEndpoint {
  readonly service: "api-gateway";
  /**
   * The default endpoint, a custom domain, or the DNS target of a custom domain: `d-….execute-api.…` of a regional one,
   * `d….cloudfront.net` of an edge-optimized one. `name-or-target` can be any of these, `one-of-several` any but a DNS target.
   */
  readonly address:
    "default-endpoint" | "custom-domain" | "regional-target" | "edge-target" | "name-or-target" | "one-of-several";
  readonly endpointType?: Maybe<EndpointType>;
  /** The API of a default endpoint, if it is part of the program. */
  readonly api?: Api;
  /** The custom domain, if it is part of the program. */
  readonly domain?: ApiDomain;
  /** Whether its DNS record leads to a default endpoint, and no custom domain of the program has its name. */
  readonly hasRecordOfDefaultEndpoint?: true;
  /** Each address that it can be, if the origin's name is one of several. */
  readonly possible?: readonly ApiEndpoint[];
}

/** Why an origin with the address `name-or-target` is not certain. */
export const nameOrTarget = new Unknown(
  "the origin's domain name can be the name of the API's custom domain or its DNS target",
  undefined,
  { resolution: "Set domainName to the name, for example by the domain's domainName." },
);

/** The endpoint of an origin whose name comes from one of several resources, which are of different services. */
export class UnknownEndpoint extends Unknown {
  constructor(
    reason: string,
    { root, resolution }: Unknown,
    sources: () => readonly Resource[],
    readonly possible: readonly Endpoint[],
  ) {
    super(reason, sources, { root, resolution });
  }
}

/** Whether an origin is a service. An origin access control has no type for API Gateway, so it rules API Gateway out. */
export function isOf(service: Endpoint["service"], origin: Origin, endpoint: Maybe<Endpoint>): Tristate {
  if (isKnown(endpoint)) {
    return endpoint.service === service;
  }
  const cannotBe =
    endpoint instanceof UnknownEndpoint &&
    endpoint.possible.length > 0 &&
    endpoint.possible.every((possible) => possible.service !== service);
  return cannotBe || (service === "api-gateway" && isSet(origin.accessControlId) === true) ? false : endpoint;
}

/** Whether the service is unknown, so that it can be API Gateway. */
export function isUnrecognized(endpoint: Maybe<Endpoint>): boolean {
  return isKnown(endpoint) && endpoint.service === "other" && endpoint.isUnrecognized === true;
}

/** The DNS target of a custom domain. The target of a domain outside the program is regional. */
export function targetEndpoint(domain: ApiDomain | undefined): ApiEndpoint {
  const edge = domain?.endpointType === "EDGE";
  return {
    service: "api-gateway",
    address: edge ? "edge-target" : "regional-target",
    endpointType: edge ? "EDGE" : "REGIONAL",
    ...(domain === undefined ? {} : { domain }),
  };
}

/** The default endpoint of an API, which can be outside the program. */
export function endpointOfApi(api: Api | undefined): ApiEndpoint {
  return api === undefined
    ? { service: "api-gateway", address: "default-endpoint" }
    : { service: "api-gateway", address: "default-endpoint", endpointType: api.endpointType, api };
}
