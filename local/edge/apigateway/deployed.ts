import { Account, StoredResource } from "../../account";

/** A stage of an API, reached by some host and path. */
export interface Stage {
  readonly kind: "http" | "rest";
  readonly apiId: string;
  /** `$default` or a name. */
  readonly stageName: string;
  /** What of the request's path names the stage or the mapping, and is not the API's. */
  readonly prefix: string;
}

/** A host that API Gateway holds: how to get from a path to a stage. */
export interface Endpoint {
  readonly kind: "http" | "rest";
  readonly disabled: boolean;
  readonly stageFor: (path: string) => Stage | undefined;
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-custom-domains.html */
export function findEndpoint(account: Account, host: string): Endpoint | undefined {
  const apiId = /^([a-z0-9]+)\.execute-api\.[a-z0-9-]+\.amazonaws\.com$/.exec(host)?.[1];
  return apiId === undefined ? customDomain(account, host) : defaultEndpoint(account, apiId);
}

function defaultEndpoint(account: Account, apiId: string): Endpoint | undefined {
  const rest = account.get("aws:apigateway/restApi:RestApi", apiId);
  if (rest !== undefined && !isPrivate(rest)) {
    const stages = account.list("aws:apigateway/stage:Stage").filter(({ outputs }) => outputs.restApi === apiId);
    return {
      kind: "rest",
      disabled: isClosed(rest),
      stageFor: (path) => stageByPath("rest", apiId, stages, path, "stageName"),
    };
  }
  const http = account.get("aws:apigatewayv2/api:Api", apiId);
  if (http !== undefined) {
    const stages = account.list("aws:apigatewayv2/stage:Stage").filter(({ outputs }) => outputs.apiId === apiId);
    return {
      kind: "http",
      disabled: isClosed(http),
      stageFor: (path) => stageByPath("http", apiId, stages, path, "name"),
    };
  }
  return undefined;
}

/** A private API answers inside its VPC alone: https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-private-apis.html */
function isPrivate({ outputs }: StoredResource): boolean {
  return (outputs.endpointConfiguration as { types?: string } | undefined)?.types === "PRIVATE";
}

function isClosed({ outputs }: StoredResource): boolean {
  return outputs.disableExecuteApiEndpoint === true;
}

/** The first segment names the stage, but for `$default`, which is served from the root. */
function stageByPath(
  kind: Stage["kind"],
  apiId: string,
  stages: readonly StoredResource[],
  path: string,
  nameKey: "stageName" | "name",
): Stage | undefined {
  const names = stages.map(({ outputs }) => outputs[nameKey] as string);
  const first = path.split("/")[1] ?? "";
  if (names.includes(first)) {
    return { kind, apiId, stageName: first, prefix: `/${first}` };
  }
  return names.includes("$default") ? { kind, apiId, stageName: "$default", prefix: "" } : undefined;
}

interface Mapping {
  readonly key: string;
  readonly kind: Stage["kind"];
  readonly apiId: string;
  readonly stageName: string;
}

/**
 * The custom domain that a host belongs to, or the wildcard one that covers it.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-custom-domain-names.html#http-wildcard-custom-domain-names
 */
export function heldDomain(account: Account, host: string): StoredResource | undefined {
  const held = (name: string): StoredResource | undefined =>
    account.get("aws:apigateway/domainName:DomainName", name) ??
    account.get("aws:apigatewayv2/domainName:DomainName", name);
  return held(host) ?? held(host.replace(/^[^.]+/, "*"));
}

function customDomain(account: Account, host: string): Endpoint | undefined {
  const domain = heldDomain(account, host);
  if (domain === undefined) {
    return undefined;
  }
  const mappings = [...basePathMappings(account, domain.id), ...apiMappings(account, domain.id)];
  return {
    kind: domain.type.startsWith("aws:apigatewayv2/") ? "http" : "rest",
    disabled: false,
    stageFor: (path) => {
      // The longest key wins; the empty one takes whatever is left.
      const [mapping] = mappings
        .filter(({ key }) => key === "" || path === `/${key}` || path.startsWith(`/${key}/`))
        .sort((a, b) => b.key.length - a.key.length);
      return mapping && { ...mapping, prefix: mapping.key === "" ? "" : `/${mapping.key}` };
    },
  };
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

function apiMappings(account: Account, host: string): Mapping[] {
  return account
    .list("aws:apigatewayv2/apiMapping:ApiMapping")
    .filter(({ outputs }) => outputs.domainName === host)
    .map(({ outputs }) => ({
      key: (outputs.apiMappingKey as string | undefined) ?? "",
      kind: "http",
      apiId: outputs.apiId as string,
      stageName: outputs.stage as string,
    }));
}
