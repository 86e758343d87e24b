import { Account, StoredResource } from "../../aws/account";
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

/** A stage of an API, reached by some host and path. */
export interface Stage {
  readonly kind: ApiKind;
  readonly apiId: string;
  /** `$default` or a name. */
  readonly stageName: string;
  /** What of the request's path names the stage or the mapping, and is not the API's. */
  readonly prefix: string;
  /** Whether a mapping of a custom domain led here, not the API's default endpoint. */
  readonly mapped: boolean;
  readonly variables: Readonly<Record<string, string>>;
  readonly accessLogSettings: AccessLogSettings | undefined;
  readonly throttling: RouteThrottling;
  readonly definition: Definition;
}

/** An HTTP API's stage limits its routes. A REST API's stage has separate resources for that, its method settings. */
type RouteThrottling = Pick<HttpStage, "defaultRouteSettings" | "routeSettings">;

/** A host that API Gateway holds: how to get from a path to a stage. */
export interface Endpoint {
  readonly kind: ApiKind;
  readonly stageFor: (path: string) => Stage | undefined;
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-custom-domains.html */
export function findEndpoint(account: Account, region: string, host: string): Endpoint | undefined {
  const [, apiId, apiRegion] = /^([a-z0-9]+)\.execute-api\.([a-z0-9-]+)\.amazonaws\.com$/.exec(host) ?? [];
  if (apiId === undefined) {
    return customDomain(account, host);
  }
  return apiRegion === region ? defaultEndpoint(account, apiId) : undefined;
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
        // It closes for a stage with the deployment that says so:
        // https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-disable-default-endpoint.html
        return stage === undefined || isClosed(stage.definition.get(restApis, apiId)?.outputs) ? undefined : stage;
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
    stageFor: (path) => (isClosed(http.outputs) ? undefined : httpStageByPath(account, stages, path)),
  };
}

/** A private API answers inside its VPC alone: https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-private-apis.html */
function isPrivate({ endpointConfiguration }: RestApi): boolean {
  return endpointConfiguration?.types === "PRIVATE";
}

function isClosed(api: Pick<RestApi, "disableExecuteApiEndpoint"> | undefined): boolean {
  return api?.disableExecuteApiEndpoint === true;
}

/** The first segment names the stage, but for `$default`, which is served from the root. */
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

/** The names of the certificate of a regional custom domain; an edge-optimized one's is CloudFront's. */
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
  const mappings = [...basePaths(account, domain.id), ...apiMappingKeys(account, domain.id)];
  return {
    kind,
    stageFor: (path) => {
      // The longest key wins; the empty one takes whatever is left.
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

/** A REST API can be mapped this way too. */
function apiMappingKeys(account: Account, host: string): Mapping[] {
  return account.list(apiMappings).flatMap(({ outputs: { domainName, apiMappingKey = "", apiId, stage } }) => {
    const kind = account.get(restApis, apiId) === undefined ? "http" : "rest";
    return domainName === host ? [{ key: apiMappingKey, kind, apiId, stageName: stage }] : [];
  });
}
