import { Account, StoredResource } from "../../aws/account";
import { certificateNames, findCertificate } from "../../aws/acm";
import { apiMappings, HttpDomain, httpDomains, httpStages } from "../../aws/apigateway/http";
import { basePathMappings, restApis, RestDomain, restDomains, restStages } from "../../aws/apigateway/rest";
import { ApiKind } from "./gatewayResponses";
import { Endpoint, httpStage, restStage, Stage } from "./stages";

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

export function customDomain(account: Account, host: string): Endpoint | undefined {
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
