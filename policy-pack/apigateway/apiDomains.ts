import { isKnown, isSet, map, Maybe, Tristate, Unknown } from "../program/maybe";
import { readObject, readString } from "../program/readValue";
import { refersTo } from "../program/references";
import { Resource } from "../program/resource";
import type { Api } from "./apis";
import { EndpointType, restEndpointType } from "./endpointType";
import { awsType } from "./providers";
import { apiResources, hasOtherParts, ifConfigured, is, partsOf, types } from "./resources";

/** A custom domain name of API Gateway. */
export interface ApiDomain {
  readonly resource: Resource;
  readonly name: Maybe<string | undefined>;
  readonly endpointType: Maybe<EndpointType>;
  /** The DNS target: `d-….execute-api.…`, or `d….cloudfront.net` for an edge-optimized domain. */
  readonly target: Maybe<string | undefined>;
  /** The mappings of the program. */
  readonly mappings: readonly Mapping[];
  /** Whether the domain has mappings that are not part of the program. */
  readonly hasOtherMappings: Tristate;
  /** Whether a client must present a certificate (mutual TLS). */
  readonly requiresClientCertificate: Tristate;
}

export interface Mapping {
  /** The first part of the path, without slashes at its ends; empty for every path. */
  readonly key: Maybe<string>;
  readonly kind: "rest" | "http";
  /** The stage that the mapping selects. */
  readonly stage: Maybe<string | undefined>;
  /** Whether it selects none, so that the path after its key must begin with one. */
  readonly isStageInPath?: boolean;
  /** The mapped API, if it is part of the program. */
  readonly api?: Api;
}

export function readApiDomains(all: readonly Resource[], apis: readonly Api[]): ApiDomain[] {
  const resources = apiResources(all);
  return resources.flatMap((resource) => {
    // Reading the properties decodes them, so only for types that matter.
    const address = addressOf(resource);
    return address === undefined
      ? []
      : [
          {
            resource,
            name: readString(resource.props, "domainName"),
            ...address,
            mappings: mappingsOf(resource, resources, apis),
            hasOtherMappings: hasOtherParts(resource, all),
            requiresClientCertificate: requiresClientCertificate(resource),
          },
        ];
  });
}

/** Where a custom domain answers; undefined for a resource of another type. */
function addressOf(resource: Resource): Pick<ApiDomain, "endpointType" | "target"> | undefined {
  switch (awsType(resource.type)) {
    case types.restDomain: {
      const endpointType = restEndpointType(resource);
      const target = endpointType === "EDGE" ? "cloudfrontDomainName" : "regionalDomainName";
      return { endpointType, target: readString(resource.props, target) };
    }
    case types.httpDomain: {
      const configuration = readObject(resource.props, "domainNameConfiguration");
      return {
        endpointType: "REGIONAL",
        target:
          configuration === undefined
            ? readString(resource.props, "regionalDomainName")
            : readString(configuration, "targetDomainName"),
      };
    }
    default:
      return undefined;
  }
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-mutual-tls.html */
function requiresClientCertificate({ props }: Resource): Tristate {
  return map(readObject(props, "mutualTlsAuthentication"), (settings) =>
    settings === undefined ? false : isSet(readString(settings, "truststoreUri")),
  );
}

function mappingsOf(domain: Resource, resources: readonly Resource[], apis: readonly Api[]): Mapping[] {
  const parts = (type: string) =>
    partsOf(domain, resources.filter(is(type)), "domainName", ["id", "domainName", "arn", "domainNameArn"]);
  const mode = ifConfigured(readString(domain.props, "routingMode"));
  if (mode === "ROUTING_RULE_ONLY") {
    return [unknownMapping(byRules)];
  }
  const basePaths = parts(types.basePathMapping);
  const apiMappings = parts(types.apiMapping);
  const rules = parts(types.routingRule);
  const stages = resources.filter(is(types.httpStage));
  const hasRules = rules.own.length > 0 || rules.possible.length > 0 || canHaveRules(mode);
  return [
    ...basePaths.own.map((resource) =>
      mapping(resource, { key: "basePath", api: "restApi", stage: "stageName" }, apis, stages),
    ),
    ...apiMappings.own.map((resource) =>
      mapping(resource, { key: "apiMappingKey", api: "apiId", stage: "stage" }, apis, stages),
    ),
    ...[...basePaths.possible, ...apiMappings.possible].map((reason) => unknownMapping(reason)),
    ...(hasRules ? [unknownMapping(byRules)] : []),
  ];
}

function unknownMapping(reason: Unknown): Mapping {
  return { kind: "http", key: reason, stage: reason };
}

const byRules = new Unknown("routing rules of the custom domain come before its mappings", undefined, {
  resolution: "Check which API and stage the routing rules select.",
});

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-routing-mode.html */
function canHaveRules(mode: Maybe<string | undefined>): boolean {
  return isKnown(mode) ? mode?.includes("ROUTING_RULE") === true : true;
}

/** @param stages the stages whose ID is their name */
function mapping(
  resource: Resource,
  names: { readonly key: string; readonly api: string; readonly stage: string },
  apis: readonly Api[],
  stages: readonly Resource[],
): Mapping {
  // https://docs.aws.amazon.com/apigateway/latest/api/API_CreateBasePathMapping.html: "(none)" is no base path.
  const key = map(readString(resource.props, names.key), (known = "") => (known === "(none)" ? "" : known));
  const stage = stages.find((candidate) => refersTo(resource, names.stage, candidate));
  // "(none)" also is no stage.
  const written = map(readString(resource.props, names.stage), (known) => (known === "(none)" ? undefined : known));
  const selected = stage === undefined ? written : readString(stage.props, "name");
  const api = apis.find((candidate) => refersTo(resource, names.api, candidate.resource));
  return {
    kind: api?.kind ?? (names.api === "restApi" ? "rest" : "http"),
    key,
    stage: selected,
    // https://docs.aws.amazon.com/apigateway/latest/api/API_CreateBasePathMapping.html
    isStageInPath: names.api === "restApi" && selected === undefined,
    ...(api && { api }),
  };
}
