import { Account, accountId, JsonObject, StoredResource } from "../../aws/account";
import { apiMappings, httpApis, httpDomains } from "../../aws/apigateway/http";
import { apiHostname, distributionHostname } from "../../aws/hostnames";
import {
  apiKeys,
  basePathMappings,
  methodSettings,
  restApis,
  restAuthorizers,
  restDeployments,
  restDomains,
  restIntegrations,
  restMethods,
  restResources,
  restStages,
  usagePlanKeys,
  usagePlans,
} from "../../aws/apigateway/rest";
import { takeSnapshot } from "../../aws/apigateway/restSnapshot";
import { ImportInputs, importedIntoRest, importedSettings, restBodyError } from "../openApi";
import { PlannedResource, resourceType } from "../resourceType";
import { apiCertificateError } from "./certificates";
import { isInUse } from "./cloudfront/domainNameErrors";
import { inUseError } from "./errors";
import { fixedTime } from "./ids";
import { cloudFrontZoneId, regionalApiZoneIds } from "./zones";

interface PartOfApi {
  readonly restApi: string;
}

interface EndpointInputs {
  readonly endpointConfiguration?: { readonly types?: string };
}

interface ResourceInputs extends PartOfApi {
  readonly parentId: string;
  readonly pathPart: string;
}

interface MethodInputs extends PartOfApi {
  readonly resourceId: string;
  readonly httpMethod: string;
}

interface StageInputs extends PartOfApi {
  readonly stageName: string;
}

interface MethodSettingsInputs extends StageInputs {
  readonly methodPath: string;
}

interface BasePathMappingInputs {
  readonly domainName: string;
  readonly basePath?: string;
}

interface DomainInputs extends EndpointInputs {
  readonly domainName: string;
  readonly certificateArn?: string;
  readonly regionalCertificateArn?: string;
}

const arn = (region: string, path: string): string => `arn:aws:apigateway:${region}::${path}`;
const executionArn = (region: string, id: string): string => `arn:aws:execute-api:${region}:${accountId}:${id}`;
// https://docs.aws.amazon.com/apigateway/latest/api/API_EndpointConfiguration.html
const endpointType = ({ endpointConfiguration }: EndpointInputs): string => endpointConfiguration?.types ?? "EDGE";
const partImportId = ({ restApi }: PartOfApi, id: string): string => `${restApi}/${id}`;
const methodKey = ({ restApi, resourceId, httpMethod }: MethodInputs): string =>
  `${restApi}/${resourceId}/${httpMethod}`;

export const apigatewayTypes = {
  [restApis]: resourceType<EndpointInputs & ImportInputs>({
    namedBy: "name",
    id: (_, { token }) => token(10),
    inputError: restBodyError,
    internal: importedIntoRest,
    outputs: (inputs, { id, region, token }) => ({
      arn: arn(region, `/restapis/${id}`),
      executionArn: executionArn(region, id),
      rootResourceId: token(10, "root"),
      createdDate: fixedTime,
      endpointConfiguration: { types: endpointType(inputs) },
      ...importedSettings(inputs, region),
    }),
  }),
  [restResources]: resourceType<ResourceInputs>({
    importId: partImportId,
    immutable: ["restApi"],
    id: (_, { token }) => token(6),
    outputs: (inputs, { account }) => ({ path: resourcePath(inputs, account) }),
  }),
  [restMethods]: resourceType<MethodInputs>({
    importId: methodKey,
    immutable: ["restApi", "resourceId", "httpMethod"],
    id: ({ restApi, resourceId, httpMethod }) => `agm-${restApi}-${resourceId}-${httpMethod}`,
    unique: { by: methodKey, error: () => "ConflictException: Method already exists for this resource" },
  }),
  [restIntegrations]: resourceType<MethodInputs>({
    importId: methodKey,
    immutable: ["restApi", "resourceId", "httpMethod"],
    id: ({ restApi, resourceId, httpMethod }) => `agi-${restApi}-${resourceId}-${httpMethod}`,
    outputs: ({ resourceId }) => ({
      cacheNamespace: resourceId,
      passthroughBehavior: "WHEN_NO_MATCH",
      timeoutMilliseconds: 29000,
    }),
  }),
  [restDeployments]: resourceType<PartOfApi>({
    importId: partImportId,
    immutable: ["restApi", "triggers"],
    id: (_, { token }) => token(6),
    internal: ({ restApi }, { account }, existing) => existing?.internal ?? takeSnapshot(account, restApi),
    deleteError: inUseError(
      [restStages],
      "BadRequestException: Active stages pointing to this deployment must be moved or deleted",
    ),
    outputs: () => ({ createdDate: fixedTime }),
  }),
  [restStages]: resourceType<StageInputs>({
    importId: ({ restApi, stageName }) => `${restApi}/${stageName}`,
    immutable: ["restApi", "stageName"],
    id: ({ restApi, stageName }) => `ags-${restApi}-${stageName}`,
    unique: {
      by: ({ restApi, stageName }) => `${restApi} ${stageName}`,
      error: () => "ConflictException: Stage already exists",
    },
    outputs: ({ restApi, stageName }, { region }) => ({
      arn: arn(region, `/restapis/${restApi}/stages/${stageName}`),
      executionArn: `${executionArn(region, restApi)}/${stageName}`,
      invokeUrl: `https://${apiHostname.of(restApi, region)}/${stageName}`,
      webAclArn: "",
    }),
  }),
  [methodSettings]: resourceType<MethodSettingsInputs>({
    importId: ({ restApi, stageName, methodPath }) => `${restApi}/${stageName}/${methodPath}`,
    immutable: ["restApi", "stageName", "methodPath"],
    id: ({ restApi, stageName, methodPath }) => `${restApi}-${stageName}-${methodPath}`,
  }),
  [restAuthorizers]: resourceType<PartOfApi>({
    importId: partImportId,
    namedBy: "name",
    immutable: ["restApi"],
    id: (_, { token }) => token(6),
    outputs: ({ restApi }, { id, region }) => ({ arn: arn(region, `/restapis/${restApi}/authorizers/${id}`) }),
  }),
  [apiKeys]: resourceType({
    namedBy: "name",
    immutable: ["value"],
    id: (_, { token }) => token(10),
    outputs: (_, { id, region, token }) => ({
      arn: arn(region, `/apikeys/${id}`),
      createdDate: fixedTime,
      lastUpdatedDate: fixedTime,
      description: "Managed by Pulumi",
      enabled: true,
      value: token(40, "value"),
    }),
  }),
  [usagePlans]: resourceType({
    namedBy: "name",
    id: (_, { token }) => token(6),
    outputs: (_, { id, region }) => ({ arn: arn(region, `/usageplans/${id}`) }),
  }),
  [usagePlanKeys]: resourceType<{ readonly keyId: string; readonly usagePlanId: string }>({
    importId: ({ usagePlanId, keyId }) => `${usagePlanId}/${keyId}`,
    immutable: ["keyId", "keyType", "usagePlanId"],
    id: ({ keyId }) => keyId,
    outputs: ({ keyId }, { account }) => {
      const key = account.get(apiKeys, keyId);
      return { name: key?.outputs.name, value: key?.outputs.value };
    },
  }),
  [restDomains]: resourceType<DomainInputs>({
    immutable: ["domainName"],
    id: ({ domainName }) => domainName,
    outputs: (inputs, planned) => ({
      arn: arn(planned.region, `/domainnames/${inputs.domainName}`),
      domainNameId: "",
      ...(endpointType(inputs) === "EDGE" ? edgeTarget(planned) : regionalTarget(planned)),
    }),
    internal: (_, __, existing) => existing?.internal ?? { createdAt: new Date().toISOString() },
    unique: {
      by: ({ domainName }) => domainName,
      error: () => "BadRequestException: The domain name you provided already exists.",
      sharedWith: httpDomains,
    },
    inputError: (inputs, { account, region }, existing) =>
      endpointTypeError(inputs, existing) ?? domainError(inputs, account, region, existing?.id),
  }),
  [basePathMappings]: resourceType<BasePathMappingInputs>({
    immutable: ["domainName"],
    id: ({ domainName, basePath }) => `${domainName}/${basePath ?? ""}`,
    unique: {
      by: ({ domainName, basePath }) => `${domainName}/${basePath ?? ""}`,
      error: () => "ConflictException: Base path already exists for this domain name",
      sharedWith: apiMappings,
    },
    inputError: ({ domainName }, { account }) => mixedApisError(domainName, account),
  }),
};

/** https://github.com/hashicorp/terraform-provider-aws/issues/28059: the provider patches the type, and AWS rejects it. */
function endpointTypeError(inputs: DomainInputs, existing: StoredResource | undefined): string | undefined {
  const previous = existing?.inputs as DomainInputs | undefined;
  return previous === undefined || endpointType(previous) === endpointType(inputs)
    ? undefined
    : "BadRequestException: /endpointConfiguration/types/0 Invalid request input";
}

/** https://github.com/CodeGenieApp/serverless-express/issues/596 */
function mixedApisError(domainName: string, account: Account): string | undefined {
  const hasHttpApi = account
    .list(apiMappings)
    .some(({ outputs }) => outputs.domainName === domainName && account.get(httpApis, outputs.apiId) !== undefined);
  return hasHttpApi
    ? "BadRequestException: Mixing of REST APIs and HTTP APIs on the same domain name can only be accomplished through API Gateway's V2 DomainName interface."
    : undefined;
}

function resourcePath({ parentId, pathPart }: ResourceInputs, account: Account): string {
  const parentPath = account.get(restResources, parentId)?.outputs.path ?? "";
  return `${parentPath}/${pathPart}`;
}

function domainError(
  inputs: DomainInputs,
  account: Account,
  ownRegion: string,
  ownId: string | undefined,
): string | undefined {
  const { domainName, certificateArn, regionalCertificateArn } = inputs;
  const isEdge = endpointType(inputs) === "EDGE";
  if (isEdge && isInUse(account, domainName, ownId)) {
    return "BadRequestException: The domain name you provided is already associated with an existing CloudFront distribution. Remove the domain name from the existing CloudFront distribution or use a different domain name.";
  }
  const [arn, region] = isEdge ? [certificateArn, "us-east-1"] : [regionalCertificateArn, ownRegion];
  return apiCertificateError(account, arn, region, domainName);
}

function edgeTarget({ token }: PlannedResource): JsonObject {
  return {
    cloudfrontDomainName: distributionHostname(`d${token(13)}`),
    cloudfrontZoneId: cloudFrontZoneId,
    certificateUploadDate: fixedTime,
  };
}

function regionalTarget({ region, token }: PlannedResource): JsonObject {
  return {
    regionalDomainName: apiHostname.of(`d-${token(10)}`, region),
    regionalZoneId: regionalApiZoneIds[region],
  };
}
