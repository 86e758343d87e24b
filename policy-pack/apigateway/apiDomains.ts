import { isKnown, isSet, map, Maybe, Tristate, Unknown } from "../program/maybe";
import { readObject, readString } from "../program/readValue";
import { refersTo } from "../program/references";
import { Resource } from "../program/resource";
import type { Api } from "./apis";
import { EndpointType, restEndpointType } from "./endpointType";
import { awsType } from "./providers";
import { apiResources, is, types } from "./resources";

/** A custom domain name of API Gateway. */
export interface ApiDomain {
  readonly resource: Resource;
  readonly name: Maybe<string | undefined>;
  readonly endpointType: Maybe<EndpointType>;
  /** The DNS target: `d-….execute-api.…`, or `d….cloudfront.net` for an edge-optimized domain. */
  readonly target: Maybe<string | undefined>;
  readonly mappings: readonly Mapping[];
  /** Whether a client must present a certificate (mutual TLS). */
  readonly requiresClientCertificate: Tristate;
}

export interface Mapping {
  /** The first part of the path, without slashes at its ends; empty for every path. */
  readonly key: Maybe<string>;
  readonly kind: "rest" | "http";
  /** The stage that the mapping selects. */
  readonly stage: Maybe<string | undefined>;
  /** The mapped API, if it is part of the program. */
  readonly api?: Api;
}

export function readApiDomains(all: readonly Resource[], apis: readonly Api[]): ApiDomain[] {
  const resources = apiResources(all);
  return resources.flatMap((resource) => {
    // Reading the properties decodes them, so only for types that matter.
    const type = awsType(resource.type);
    if (type === types.restDomain) {
      const { props } = resource;
      const endpointType = restEndpointType(resource);
      const target = endpointType === "EDGE" ? "cloudfrontDomainName" : "regionalDomainName";
      const name = readString(props, "domainName");
      return [
        {
          resource,
          name,
          endpointType,
          target: readString(props, target),
          mappings: mappingsOf(resource, resources, apis),
          requiresClientCertificate: requiresClientCertificate(resource),
        },
      ];
    }
    if (type === types.httpDomain) {
      const { props } = resource;
      const configuration = readObject(props, "domainNameConfiguration");
      const name = readString(props, "domainName");
      const target =
        configuration === undefined
          ? readString(props, "regionalDomainName")
          : readString(configuration, "targetDomainName");
      return [
        {
          resource,
          name,
          endpointType: "REGIONAL" as const,
          target,
          mappings: mappingsOf(resource, resources, apis),
          requiresClientCertificate: requiresClientCertificate(resource),
        },
      ];
    }
    return [];
  });
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-mutual-tls.html */
function requiresClientCertificate({ props }: Resource): Tristate {
  return map(readObject(props, "mutualTlsAuthentication"), (settings) =>
    settings === undefined ? false : isSet(readString(settings, "truststoreUri")),
  );
}

function mappingsOf(domain: Resource, resources: readonly Resource[], apis: readonly Api[]): Mapping[] {
  const own = (type: string): Resource[] =>
    resources.filter(
      (other) => is(type)(other) && ["id", "domainName"].some((by) => refersTo(other, "domainName", domain, by)),
    );
  return [
    ...own(types.basePathMapping).map((resource) =>
      mapping(resource, "rest", { key: "basePath", api: "restApi", stage: "stageName" }, apis),
    ),
    ...own(types.apiMapping).map((resource) =>
      mapping(resource, "http", { key: "apiMappingKey", api: "apiId", stage: "stage" }, apis),
    ),
    ...(hasRoutingRules(domain, own(types.routingRule)) ? [routingRules] : []),
  ];
}

const byRules = new Unknown("routing rules of the custom domain come before its mappings");

/** Stands for the paths that routing rules lead to an API. */
const routingRules: Mapping = { kind: "rest", key: byRules, stage: byRules };

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-routing-mode.html */
function hasRoutingRules({ props }: Resource, rules: readonly Resource[]): boolean {
  const mode = readString(props, "routingMode");
  return rules.length > 0 || (isKnown(mode) ? mode?.includes("ROUTING_RULE") === true : isSet(mode) === true);
}

function mapping(
  resource: Resource,
  kind: Mapping["kind"],
  properties: { readonly key: string; readonly api: string; readonly stage: string },
  apis: readonly Api[],
): Mapping {
  const key = map(readString(resource.props, properties.key), (known) => known ?? "");
  const api = apis.find((candidate) => refersTo(resource, properties.api, candidate.resource));
  return { kind, key, stage: readString(resource.props, properties.stage), ...(api === undefined ? {} : { api }) };
}
