import { Account, StoredResource } from "../../aws/account";
import { apiHostname } from "../../aws/hostnames";
import { certificateNames, findCertificate } from "../../aws/acm";
import { apiMappings, HttpDomain, httpApis, httpDomains, HttpStage, httpStages } from "../../aws/apigateway/http";
import {
  AccessLogSettings,
  basePathMappings,
  RestApi,
  restApis,
  RestDomain,
  restDomains,
  RestStage,
  restStages,
} from "../../aws/apigateway/rest";
import { Definition, restDefinition } from "./definition";
import { ApiKind } from "./gatewayResponses";

/** A stage of an API, as found by host and path. */
export interface Stage {
  readonly kind: ApiKind;
  readonly apiId: string;
  /** `$default` or a name. */
  readonly stageName: string;
  /** The part of the path that selects the stage or the mapping. */
  readonly prefix: string;
  /** Whether a mapping of a custom domain selects the stage, instead of the default endpoint. */
  readonly mapped: boolean;
  readonly variables: Readonly<Record<string, string>>;
  readonly accessLogSettings: AccessLogSettings | undefined;
  readonly throttling: RouteThrottling;
  readonly definition: Definition;
}

/** The throttling of an HTTP API's routes. A REST API has separate resources for that, the method settings. */
type RouteThrottling = Pick<HttpStage, "defaultRouteSettings" | "routeSettings">;

/** A hostname of API Gateway, which finds a stage by path. */
export interface Endpoint {
  readonly kind: ApiKind;
  readonly stageFor: (path: string) => Stage | undefined;
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-custom-domains.html */
export function findEndpoint(account: Account, region: string, host: string): Endpoint | undefined {
  const api = apiHostname.parse(host);
  if (api === undefined) {
    return customDomain(account, host);
  }
  return api.region === region ? defaultEndpoint(account, api.id) : undefined;
}

function defaultEndpoint(account: Account, apiId: string): Endpoint | undefined {
  const rest = account.get(restApis, apiId);
  if (rest !== undefined && !isPrivate(rest.outputs)) {
    const stages = account.list(restStages).filter(({ outputs }) => outputs.restApi === apiId);
    return {
      kind: "rest",
      stageFor: (path) => {
        const name = path.split("/")[1] ?? "";
        const stored = stages.find(({ outputs }) => outputs.stageName === name);
        const stage = stored && restStage(account, stored.outputs, `/${name}`);
        // Disabling takes effect with a deployment:
        // https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-disable-default-endpoint.html
        return stage === undefined || isDisabled(stage.definition.get(restApis, apiId)?.outputs) ? undefined : stage;
      },
    };
  }
  const http = account.get(httpApis, apiId);
  if (http === undefined) {
    return undefined;
  }
  const stages = account.list(httpStages).flatMap(({ outputs }) => (outputs.apiId === apiId ? [outputs] : []));
  return {
    kind: "http",
    stageFor: (path) => (isDisabled(http.outputs) ? undefined : httpStageByPath(account, stages, path)),
  };
}

/** A private API is available only in its VPC: https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-private-apis.html */
function isPrivate({ endpointConfiguration }: RestApi): boolean {
  return endpointConfiguration?.types === "PRIVATE";
}

function isDisabled(api: Pick<RestApi, "disableExecuteApiEndpoint"> | undefined): boolean {
  return api?.disableExecuteApiEndpoint === true;
}

/** The first segment of the path selects the stage. The stage `$default` is served from the root. */
function httpStageByPath(account: Account, stages: readonly HttpStage[], path: string): Stage | undefined {
  const named = (name: string) => stages.find((stage) => stage.name === name);
  const first = path.split("/")[1] ?? "";
  const byName = named(first);
  if (byName !== undefined) {
    return httpStage(account, byName, `/${first}`);
  }
  const byDefault = named("$default");
  return byDefault && httpStage(account, byDefault, "");
}

function restStage(account: Account, stage: RestStage, prefix: string, mapped = false): Stage {
  return {
    kind: "rest",
    apiId: stage.restApi,
    stageName: stage.stageName,
    prefix,
    mapped,
    variables: stage.variables ?? {},
    accessLogSettings: stage.accessLogSettings,
    throttling: {},
    definition: restDefinition(account, stage),
  };
}

function httpStage(account: Account, stage: HttpStage, prefix: string, mapped = false): Stage {
  return {
    kind: "http",
    apiId: stage.apiId,
    stageName: stage.name,
    prefix,
    mapped,
    variables: stage.stageVariables ?? {},
    accessLogSettings: stage.accessLogSettings,
    throttling: stage,
    // Each stage is assumed to deploy automatically:
    // https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-stages.html
    definition: account,
  };
}

interface Mapping {
  readonly key: string;
  readonly kind: ApiKind;
  readonly apiId: string;
  readonly stageName: string;
}

type Domain =
  | { readonly kind: "rest"; readonly domain: StoredResource<RestDomain> }
  | { readonly kind: "http"; readonly domain: StoredResource<HttpDomain> };

/**
 * Finds the custom domain of a host, or the wildcard domain that covers it.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-custom-domain-names.html#http-wildcard-custom-domain-names
 */
function findDomain(account: Account, host: string): Domain | undefined {
  return domainNamed(account, host) ?? domainNamed(account, host.replace(/^[^.]+/, "*"));
}

function domainNamed(account: Account, name: string): Domain | undefined {
  const rest = account.get(restDomains, name);
  if (rest !== undefined) {
    return { kind: "rest", domain: rest };
  }
  const http = account.get(httpDomains, name);
  return http && { kind: "http", domain: http };
}

/** The names in the certificate of a regional custom domain. CloudFront serves edge-optimized domains. */
export function domainCertificate(account: Account, serverName: string): readonly string[] | undefined {
  const found = findDomain(account, serverName);
  if (found === undefined || (found.kind === "rest" && found.domain.outputs.cloudfrontDomainName !== undefined)) {
    return undefined;
  }
  const certificate = findCertificate(account, certificateArn(found));
  return certificate === undefined ? [found.domain.id] : certificateNames(certificate);
}

function certificateArn({ kind, domain }: Domain): string | undefined {
  switch (kind) {
    case "rest":
      return domain.outputs.regionalCertificateArn;
    case "http":
      return domain.outputs.domainNameConfiguration?.certificateArn;
  }
}

function customDomain(account: Account, host: string): Endpoint | undefined {
  const found = findDomain(account, host);
  if (found === undefined) {
    return undefined;
  }
  const { kind, domain } = found;
  if (domain.outputs.mutualTlsAuthentication !== undefined) {
    // No client of the local AWS presents a certificate, and API Gateway then returns 403:
    // https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-mutual-tls.html
    return { kind: "rest", stageFor: () => undefined };
  }
  const mappings = [...basePaths(account, domain.id), ...apiMappingKeys(account, domain.id)];
  return {
    kind,
    stageFor: (path) => {
      // The longest key wins. The empty key matches every path.
      const [mapping] = mappings
        .filter(({ key }) => key === "" || path === `/${key}` || path.startsWith(`/${key}/`))
        .sort((a, b) => b.key.length - a.key.length);
      return mapping && mappedStage(account, mapping);
    },
  };
}

function mappedStage(account: Account, { kind, apiId, stageName, key }: Mapping): Stage | undefined {
  const prefix = key === "" ? "" : `/${key}`;
  switch (kind) {
    case "rest": {
      const stages = account.list(restStages).map(({ outputs }) => outputs);
      const stage = stages.find((candidate) => candidate.restApi === apiId && candidate.stageName === stageName);
      return stage && restStage(account, stage, prefix, true);
    }
    case "http": {
      const stages = account.list(httpStages).map(({ outputs }) => outputs);
      const stage = stages.find((candidate) => candidate.apiId === apiId && candidate.name === stageName);
      return stage && httpStage(account, stage, prefix, true);
    }
  }
}

function basePaths(account: Account, host: string): Mapping[] {
  return account
    .list(basePathMappings)
    .flatMap(({ outputs: { domainName, basePath = "", restApi, stageName } }) =>
      domainName === host ? [{ key: basePath, kind: "rest", apiId: restApi, stageName }] : [],
    );
}

/** REST APIs can have these mappings too. */
function apiMappingKeys(account: Account, host: string): Mapping[] {
  return account.list(apiMappings).flatMap(({ outputs: { domainName, apiMappingKey = "", apiId, stage } }) => {
    const kind = account.get(restApis, apiId) === undefined ? "http" : "rest";
    return domainName === host ? [{ key: apiMappingKey, kind, apiId, stageName: stage }] : [];
  });
}
