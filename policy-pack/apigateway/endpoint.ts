import { Tristate, isKnown, Maybe } from "../program/maybe";
import { Origin } from "../cloudfront/model";
import { Api, ApiDomain } from "./apis";

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

/** Whether an origin is a service's. Origin access control knows no type for API Gateway, whatever else is not known. */
export function isOf(service: Endpoint["service"], origin: Origin, endpoint: Maybe<Endpoint>): Tristate {
  if (isKnown(endpoint)) {
    return endpoint.service === service;
  }
  return service === "api-gateway" && origin.accessControlId !== undefined ? false : endpoint;
}

/** The DNS target of a custom domain; a regional one if the domain is not one of the program. */
export function targetEndpoint(domain: ApiDomain | undefined): ApiEndpoint {
  const edge = domain?.endpointType === "EDGE";
  return {
    service: "api-gateway",
    address: edge ? "edge-target" : "regional-target",
    endpointType: edge ? "EDGE" : "REGIONAL",
    ...(domain === undefined ? {} : { domain }),
  };
}

/** The default endpoint of an API, which may be none of the program. */
export function endpointOfApi(api: Api | undefined): ApiEndpoint {
  return api === undefined
    ? { service: "api-gateway", address: "default-endpoint" }
    : { service: "api-gateway", address: "default-endpoint", endpointType: api.endpointType, api };
}
