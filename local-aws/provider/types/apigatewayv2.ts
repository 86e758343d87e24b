import { Account, accountId, JsonObject, StoredResource } from "../../aws/account";
import { apiHostname } from "../../aws/hostnames";
import {
  apiMappings,
  httpApis,
  httpAuthorizers,
  httpDeployments,
  httpDomains,
  httpIntegrations,
  httpRoutes,
  httpStages,
  isWebSocketApi,
  routeResponses,
  routingRules,
} from "../../aws/apigateway/http";
import { basePathMappings, restDomains } from "../../aws/apigateway/rest";
import { httpBodyError, importedIntoHttp, importedSettings, ImportInputs } from "../openApi";
import { resourceType } from "../resourceType";
import { apiCertificateError } from "./certificates";
import { regionalApiZoneIds } from "./zones";

interface PartOfApi {
  readonly apiId: string;
}

interface MappingInputs {
  readonly domainName: string;
  readonly apiMappingKey?: string;
}

interface DomainInputs {
  readonly domainName: string;
  readonly domainNameConfiguration?: { readonly certificateArn?: string };
}

const partImportId = ({ apiId }: PartOfApi, id: string): string => `${apiId}/${id}`;

export const apigatewayv2Types = {
  [httpApis]: resourceType<{ readonly protocolType?: string } & ImportInputs>({
    namedBy: "name",
    immutable: ["protocolType"],
    id: (_, { token }) => token(10),
    inputError: httpBodyError,
    internal: importedIntoHttp,
    outputs: (inputs, { id, region }) => ({
      arn: `arn:aws:apigateway:${region}::/apis/${id}`,
      apiEndpoint: `${inputs.protocolType === "WEBSOCKET" ? "wss" : "https"}://${apiHostname.of(id, region)}`,
      executionArn: `arn:aws:execute-api:${region}:${accountId}:${id}`,
      apiKeySelectionExpression: "$request.header.x-api-key",
      routeSelectionExpression: "$request.method $request.path",
      ...importedSettings(inputs, region),
    }),
  }),
  [httpIntegrations]: resourceType<PartOfApi>({
    importId: partImportId,
    immutable: ["apiId", "integrationType"],
    id: (_, { token }) => token(7),
    outputs: ({ apiId }, { account }) => ({
      connectionType: "INTERNET",
      timeoutMilliseconds: isWebSocket(account, apiId) ? 29_000 : 30_000,
    }),
  }),
  [httpRoutes]: resourceType<PartOfApi & { readonly routeKey: string }>({
    importId: partImportId,
    unique: {
      by: ({ apiId, routeKey }) => `${apiId} ${routeKey}`,
      error: ({ routeKey }) => `ConflictException: Route with key ${routeKey} already exists for this API`,
    },
    immutable: ["apiId"],
    id: (_, { token }) => token(7),
    outputs: () => ({ authorizationType: "NONE" }),
  }),
  [routeResponses]: resourceType<PartOfApi & { readonly routeId: string }>({
    importId: ({ apiId, routeId }, id) => `${apiId}/${routeId}/${id}`,
    immutable: ["apiId", "routeId"],
    id: (_, { token }) => token(7),
  }),
  [httpDeployments]: resourceType<PartOfApi>({
    importId: partImportId,
    immutable: ["apiId", "triggers"],
    id: (_, { token }) => token(6),
    outputs: () => ({ autoDeployed: false }),
  }),
  [httpAuthorizers]: resourceType<PartOfApi>({
    importId: partImportId,
    namedBy: "name",
    immutable: ["apiId"],
    id: (_, { token }) => token(6),
  }),
  [httpStages]: resourceType<PartOfApi & { readonly name: string }>({
    importId: partImportId,
    keyedByImportId: true,
    unique: {
      by: ({ apiId, name }) => `${apiId} ${name}`,
      error: () => "ConflictException: Stage already exists",
    },
    immutable: ["apiId", "name"],
    id: ({ name }) => name,
    outputs: ({ apiId, name }, { account, region }) => ({
      arn: `arn:aws:apigateway:${region}::/apis/${apiId}/stages/${name}`,
      executionArn: `arn:aws:execute-api:${region}:${accountId}:${apiId}/${name}`,
      invokeUrl: `${isWebSocket(account, apiId) ? "wss" : "https"}://${apiHostname.of(apiId, region)}/${name === "$default" ? "" : name}`,
    }),
  }),
  [httpDomains]: resourceType<DomainInputs>({
    immutable: ["domainName"],
    id: ({ domainName }) => domainName,
    unique: {
      by: ({ domainName }) => domainName,
      error: () => "BadRequestException: The domain name you provided already exists.",
      sharedWith: restDomains,
    },
    sameAs: { type: restDomains, inputs: regionalDomainInputs },
    inputError: ({ domainName, domainNameConfiguration }, { account, region }) =>
      apiCertificateError(account, domainNameConfiguration?.certificateArn, region, domainName),
    outputs: ({ domainName }, { region, token }) => ({
      arn: `arn:aws:apigateway:${region}::/domainnames/${domainName}`,
      apiMappingSelectionExpression: "$request.basepath",
      domainNameConfiguration: {
        targetDomainName: apiHostname.of(`d-${token(10)}`, region),
        hostedZoneId: regionalApiZoneIds[region],
      },
    }),
  }),
  [apiMappings]: resourceType<MappingInputs>({
    importId: ({ domainName }, id) => `${id}/${domainName}`,
    immutable: ["apiId", "domainName"],
    id: (_, { token }) => token(6),
    unique: {
      by: ({ domainName, apiMappingKey }) => `${domainName}/${apiMappingKey ?? ""}`,
      error: () => "ConflictException: ApiMapping key already exists for this domain name",
      sharedWith: basePathMappings,
    },
    sameAs: { type: basePathMappings, inputs: apiMappingInputs },
    // https://github.com/amplify-education/serverless-domain-manager/issues/359
    inputError: ({ domainName }, { account }) =>
      account.get(restDomains, domainName)?.outputs.cloudfrontDomainName === undefined
        ? undefined
        : "BadRequestException: Only REGIONAL domain names can be managed through the API Gateway V2 API. For EDGE domain names, please use the API Gateway V1 API.",
  }),
  [routingRules]: resourceType<{ readonly domainName: string; readonly priority: number }>({
    immutable: ["domainName"],
    id: ({ domainName }, { region, token }) =>
      `arn:aws:apigateway:${region}:${accountId}:/domainnames/${domainName}/routingrules/${token(6)}`,
    unique: {
      by: ({ domainName, priority }) => `${domainName} ${priority}`,
      error: ({ priority }) =>
        `ConflictException: A routing rule with the priority ${priority} already exists for this domain name.`,
    },
    outputs: (_, { id }) => ({ routingRuleArn: id, routingRuleId: id.split("/").at(-1) }),
  }),
};

function isWebSocket(account: Account, apiId: string): boolean {
  return isWebSocketApi(account.get(httpApis, apiId)?.outputs ?? {});
}

/** The inputs of a regional domain that was created as `aws:apigateway/domainName:DomainName`. */
function regionalDomainInputs({ inputs, outputs }: StoredResource): JsonObject | undefined {
  const { domainName, regionalCertificateArn, securityPolicy } = inputs;
  return outputs.regionalDomainName === undefined
    ? undefined
    : {
        domainName,
        domainNameConfiguration: { certificateArn: regionalCertificateArn, endpointType: "REGIONAL", securityPolicy },
      };
}

/** The inputs of a mapping that was created as `aws:apigateway/basePathMapping:BasePathMapping`. */
function apiMappingInputs({ inputs }: StoredResource): JsonObject {
  const { domainName, basePath, restApi, stageName } = inputs;
  return {
    domainName,
    apiId: restApi,
    stage: stageName,
    ...(basePath === undefined ? {} : { apiMappingKey: basePath }),
  };
}
