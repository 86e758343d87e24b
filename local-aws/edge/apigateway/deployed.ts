import { Account, StoredResource } from "../../aws/account";
import { Definition, restDefinition } from "./definition";
import { ApiKind } from "./refusals";

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
  /** The settings of the stage itself. */
  readonly settings: StoredResource["outputs"];
  readonly definition: Definition;
}

/** A host that API Gateway holds: how to get from a path to a stage. */
export interface Endpoint {
  readonly kind: ApiKind;
  readonly stageFor: (path: string) => Stage | undefined;
}

const restStages = "aws:apigateway/stage:Stage";
const httpStages = "aws:apigatewayv2/stage:Stage";
const restApis = "aws:apigateway/restApi:RestApi";
const httpApis = "aws:apigatewayv2/api:Api";
const restDomains = "aws:apigateway/domainName:DomainName";
const httpDomains = "aws:apigatewayv2/domainName:DomainName";

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
  if (rest !== undefined && !isPrivate(rest)) {
    const stages = account.list(restStages).filter(({ outputs }) => outputs.restApi === apiId);
    return {
      kind: "rest",
      stageFor: (path) => {
        const name = path.split("/")[1] ?? "";
        const stored = stages.find(({ outputs }) => outputs.stageName === name);
        const stage = stored && stageOf(account, "rest", apiId, stored, `/${name}`);
        // It closes for a stage with the deployment that says so:
        // https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-disable-default-endpoint.html
        return stage === undefined || isClosed(stage.definition.get(restApis, apiId)) ? undefined : stage;
      },
    };
  }
  const http = account.get(httpApis, apiId);
  if (http === undefined) {
    return undefined;
  }
  const stages = account.list(httpStages).filter(({ outputs }) => outputs.apiId === apiId);
  return {
    kind: "http",
    stageFor: (path) => (isClosed(http) ? undefined : httpStageByPath(account, apiId, stages, path)),
  };
}

/** A private API answers inside its VPC alone: https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-private-apis.html */
function isPrivate({ outputs }: StoredResource): boolean {
  return (outputs.endpointConfiguration as { types?: string } | undefined)?.types === "PRIVATE";
}

function isClosed(api: Pick<StoredResource, "outputs"> | undefined): boolean {
  return api?.outputs.disableExecuteApiEndpoint === true;
}

/** The first segment names the stage, but for `$default`, which is served from the root. */
function httpStageByPath(
  account: Account,
  apiId: string,
  stages: readonly StoredResource[],
  path: string,
): Stage | undefined {
  const named = (name: string) => stages.find(({ outputs }) => outputs.name === name);
  const first = path.split("/")[1] ?? "";
  const byName = named(first);
  if (byName !== undefined) {
    return stageOf(account, "http", apiId, byName, `/${first}`);
  }
  const byDefault = named("$default");
  return byDefault && stageOf(account, "http", apiId, byDefault, "");
}

function stageOf(
  account: Account,
  kind: ApiKind,
  apiId: string,
  stored: StoredResource,
  prefix: string,
  mapped = false,
): Stage {
  const { outputs } = stored;
  const [name, variables] =
    kind === "http" ? [outputs.name, outputs.stageVariables] : [outputs.stageName, outputs.variables];
  return {
    kind,
    apiId,
    stageName: name as string,
    prefix,
    mapped,
    variables: (variables ?? {}) as Record<string, string>,
    settings: outputs,
    // An HTTP API's stages are taken to deploy by themselves:
    // https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-stages.html
    definition: kind === "http" ? account : restDefinition(account, stored),
  };
}

interface Mapping {
  readonly key: string;
  readonly kind: ApiKind;
  readonly apiId: string;
  readonly stageName: string;
}

/**
 * The custom domain that a host belongs to, or the wildcard one that covers it.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-custom-domain-names.html#http-wildcard-custom-domain-names
 */
function heldDomain(account: Account, host: string): StoredResource | undefined {
  const held = (name: string): StoredResource | undefined =>
    account.get(restDomains, name) ?? account.get(httpDomains, name);
  return held(host) ?? held(host.replace(/^[^.]+/, "*"));
}

/** The names of the certificate of a regional custom domain; an edge-optimized one's is CloudFront's. */
export function domainCertificate(account: Account, serverName: string): readonly string[] | undefined {
  const domain = heldDomain(account, serverName);
  if (domain === undefined || domain.outputs.cloudfrontDomainName !== undefined) {
    return undefined;
  }
  const { outputs } = domain;
  const configuration = outputs.domainNameConfiguration as { certificateArn?: string } | undefined;
  const arn = (outputs.regionalCertificateArn as string | undefined) ?? configuration?.certificateArn ?? "";
  const certificate = account.get("aws:acm/certificate:Certificate", arn)?.outputs;
  const { domainName = domain.id, subjectAlternativeNames = [] } = (certificate ?? {}) as {
    domainName?: string;
    subjectAlternativeNames?: readonly string[];
  };
  return [domainName, ...subjectAlternativeNames];
}

function customDomain(account: Account, host: string): Endpoint | undefined {
  const domain = heldDomain(account, host);
  if (domain === undefined) {
    return undefined;
  }
  const mappings = [...basePathMappings(account, domain.id), ...apiMappings(account, domain.id)];
  return {
    kind: domain.type === httpDomains ? "http" : "rest",
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
  const stored =
    kind === "http"
      ? account.list(httpStages).find(({ outputs }) => outputs.apiId === apiId && outputs.name === stageName)
      : account.list(restStages).find(({ outputs }) => outputs.restApi === apiId && outputs.stageName === stageName);
  return stored && stageOf(account, kind, apiId, stored, key === "" ? "" : `/${key}`, true);
}

function basePathMappings(account: Account, host: string): Mapping[] {
  return account
    .list("aws:apigateway/basePathMapping:BasePathMapping")
    .filter(({ outputs }) => outputs.domainName === host)
    .map(({ outputs }) => ({
      key: (outputs.basePath as string | undefined) ?? "",
      kind: "rest",
      apiId: outputs.restApi as string,
      stageName: outputs.stageName as string,
    }));
}

/** A REST API can be mapped this way too. */
function apiMappings(account: Account, host: string): Mapping[] {
  return account
    .list("aws:apigatewayv2/apiMapping:ApiMapping")
    .filter(({ outputs }) => outputs.domainName === host)
    .map(({ outputs }) => ({
      key: (outputs.apiMappingKey as string | undefined) ?? "",
      kind: account.get(restApis, outputs.apiId as string) === undefined ? "http" : "rest",
      apiId: outputs.apiId as string,
      stageName: outputs.stage as string,
    }));
}
