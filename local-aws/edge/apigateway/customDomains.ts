import { Account, StoredResource } from "../../aws/account";
import { certificateNames, findCertificate } from "../../aws/acm";
import { apiMappings, httpApis, HttpDomain, httpDomains, isWebSocketApi } from "../../aws/apigateway/http";
import {
  basePathMappings,
  DomainCreation,
  MutualTls,
  restApis,
  RestDomain,
  restDomains,
} from "../../aws/apigateway/rest";
import { bucketObjects, contentOf } from "../../aws/s3";
import { ApiKind } from "./gatewayResponses";
import { rulesOf, stageByRule, startsWithBasePath } from "./routingRules";
import { Endpoint, mappedStage, Stage, StageReference } from "./stages";

interface Mapping extends StageReference {
  readonly key: string;
}

type Domain =
  | { readonly kind: "rest"; readonly domain: StoredResource<RestDomain, DomainCreation> }
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

/** Finds the stage by the domain's routing rules, its mappings, or both. https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-routing-mode.html */
export function customDomain(account: Account, host: string): Endpoint | undefined {
  const found = findDomain(account, host);
  if (found === undefined) {
    return undefined;
  }
  const { domain } = found;
  const { routingMode = "", mutualTlsAuthentication } = domain.outputs;
  const rules = routingMode.startsWith("ROUTING_RULE") ? rulesOf(account, domain.id) : [];
  const mappings = routingMode === "ROUTING_RULE_ONLY" ? [] : mappingsOf(account, domain.id);
  return {
    // Both types of domains can serve REST APIs.
    kind: mappings[0]?.kind ?? found.kind,
    requiresClientCertificate: mutualTlsAuthentication !== undefined,
    stageFor: (path, headers) => stageByRule(account, rules, path, headers) ?? stageByMapping(account, mappings, path),
  };
}

/** The authorities of the client certificates that the domain of a server name accepts. */
export function clientAuthorities(account: Account, serverName: string): string | undefined {
  const { mutualTlsAuthentication } = findDomain(account, serverName)?.domain.outputs ?? {};
  return mutualTlsAuthentication && truststore(account, mutualTlsAuthentication);
}

/** Without the object, there are no authorities: https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-mutual-tls.html */
function truststore(account: Account, { truststoreUri }: MutualTls): string {
  const stored = account.get(bucketObjects, truststoreUri.replace("s3://", ""));
  return stored === undefined ? "" : contentOf(account, stored).toString();
}

function mappingsOf(account: Account, domain: string): Mapping[] {
  return [...basePaths(account, domain), ...apiMappingKeys(account, domain)];
}

/** The longest key wins. The empty key matches every path. */
function stageByMapping(account: Account, mappings: readonly Mapping[], path: string): Stage | undefined {
  const [mapping] = mappings
    .filter(({ key }) => key === "" || startsWithBasePath(path, key))
    .sort((a, b) => b.key.length - a.key.length);
  return mapping && mappedStage(account, mapping, mapping.key);
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
    return domainName === host ? [{ key: apiMappingKey, kind: kindOf(account, apiId), apiId, stageName: stage }] : [];
  });
}

function kindOf(account: Account, apiId: string): ApiKind {
  if (account.get(restApis, apiId) !== undefined) {
    return "rest";
  }
  return isWebSocketApi(account.get(httpApis, apiId)?.outputs ?? {}) ? "webSocket" : "http";
}
